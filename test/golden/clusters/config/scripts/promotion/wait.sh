#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits until the branch has an image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need git node aws
require_account
if $DRY_RUN; then
  run git fetch origin "$BRANCH"
  exit
fi

# pull_request: prints the ID of the open pull request for $ENVIRONMENT, or nothing.
pull_request() {
  local id title
  for id in $(aws codecommit list-pull-requests --repository-name "$CONFIG_REPO" --pull-request-status OPEN --output text --query 'pullRequestIds'); do
    title=$(aws codecommit get-pull-request --pull-request-id "$id" --output text --query pullRequest.title)
    [[ $title != "deploy($ENVIRONMENT): "* ]] || say "$id"
  done
}

image=
while [ $SECONDS -lt 3600 ]; do
  git fetch --quiet origin "$BRANCH" || die 'Git cannot fetch the config repo: see above. If you have not pushed it yet: npx projen repos:push'
  image=$(image_at FETCH_HEAD) || exit 1
  if [ "${image#*@}" != "$NO_DIGEST" ]; then
    say "The branch $BRANCH has the image $image."
    exit
  fi
  if [ "$PROMOTION" = pull-request ] && [ -z "${told:-}" ]; then
    told=$(pull_request)
    [ -z "$told" ] || say "Merge the pull request $told to approve its image, in the console or here:
  aws codecommit merge-pull-request-by-squash --region $REGION --repository-name $CONFIG_REPO --pull-request-id $told"
  fi
  sleep 5
done
die "The branch $BRANCH has no image after an hour (promotion: $PROMOTION). In the app repo: npx projen pipeline:status"
