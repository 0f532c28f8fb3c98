#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows which commit each environment has, since when, how many newer images exist, and whether it is healthy.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/state-branch.sh

need aws git kubectl node
require_account
if $DRY_RUN; then
  run git fetch origin
  run aws ecr describe-images --repository-name "$IMAGES"
  exit
fi
git fetch --quiet --prune origin || die 'Git cannot fetch: see above. If you have not pushed yet: npx projen repos:push'
# As JSON: with text output, the command line applies the query to each page of images.
found=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
  --query 'sort_by(imageDetails, &imagePushedAt)[].[imageDigest, imageTags[0]]') ||
  die 'The image registry does not exist yet. Run: npx projen pipeline:deploy'

# place_of DIGEST: prints the commit of the image and the number of newer images.
place_of() {
  node -e 'const images = JSON.parse(process.argv[1]), at = images.findIndex(([digest]) => digest === process.argv[2]);
    console.log(at < 0 ? "unknown ?" : images[at][1].slice(0, 12) + " " + (images.length - 1 - at))' "$found" "$1"
}

# health: whether the cluster runs the commit of the branch and the application is healthy.
health() {
  if ! $reachable; then
    say 'unknown: the cluster does not answer'
  elif ! (engine_require_application) >/dev/null 2>&1; then
    say "no application: npx projen app:create --env $ENVIRONMENT"
  elif engine_is_healthy; then
    say healthy
  else
    say "not in line with Git, or not healthy: npx projen app:status --env $ENVIRONMENT"
  fi
}

reachable=true
kube --request-timeout=10s version >/dev/null 2>&1 || reachable=false
printf '%-20s %-13s %-17s %-6s %s\n' environment commit since newer health
for each in "${ENVIRONMENTS[@]}"; do
  select_environment "$each"
  DIGEST_FILE=$OVERLAY/kustomization.yaml
  digest=$(image_at "origin/$STATE_BRANCH" 2>/dev/null | sed 's/.*@//') || digest=
  if [ -z "$digest" ] || [ "$digest" = "$NO_DIGEST" ]; then
    printf '%-20s %-13s %-17s %-6s %s\n' "$ENVIRONMENT" none - - -
    continue
  fi
  read -r commit newer <<<"$(place_of "$digest")"
  # Commits that change only manifests can have the same image. The promotion names the one that was promoted.
  promoted=$(source_of "origin/$STATE_BRANCH")
  [ -z "$promoted" ] || commit=${promoted:0:12}
  since=$(git log -1 --format=%cd --date=format:'%Y-%m-%d %H:%M' -S "$digest" "origin/$STATE_BRANCH" -- "$DIGEST_FILE")
  printf '%-20s %-13s %-17s %-6s %s\n' "$ENVIRONMENT" "$commit" "$since" "$newer" "$(health)"
done
