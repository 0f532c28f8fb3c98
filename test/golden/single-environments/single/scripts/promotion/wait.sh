#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits until the branch has an image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need git node aws
require_account
if $DRY_RUN; then
  run git fetch origin "$STATE_BRANCH"
  exit
fi

# pull_request: prints the ID of the open pull request to the branch that $ENGINE follows, or nothing.
pull_request() {
  local id to
  for id in $(aws codecommit list-pull-requests --repository-name "$APP_REPO" --pull-request-status OPEN --output text --query 'pullRequestIds'); do
    to=$(aws codecommit get-pull-request --pull-request-id "$id" --output text --query 'pullRequest.pullRequestTargets[0].destinationReference')
    [ "$to" != "refs/heads/$STATE_BRANCH" ] || say "$id"
  done
}

image=
while [ $SECONDS -lt 3600 ]; do
  image=@$NO_DIGEST
  if state_exists; then
    git fetch --quiet origin "$STATE_BRANCH" || die "Git cannot fetch the branch $STATE_BRANCH: see above."
    image=$(image_at FETCH_HEAD) || exit 1
  fi
  if [ "${image#*@}" != "$NO_DIGEST" ]; then
    say "The branch $STATE_BRANCH has the image $image."
    exit
  fi
  if [ "$PROMOTION" = pull-request ] && [ -z "${told:-}" ]; then
    told=$(pull_request)
    [ -z "$told" ] || say "Merge the pull request $told to approve its image, in the console or here:
  aws codecommit merge-pull-request-by-fast-forward --region $REGION --repository-name $CONFIG_REPO --pull-request-id $told"
  fi
  sleep 5
done
die "The branch $STATE_BRANCH has no image after an hour (promotion: $PROMOTION). See: npx projen pipeline:status"
