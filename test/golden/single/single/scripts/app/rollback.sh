#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Goes back to the previous manifests and image, with a new commit on the branch that the GitOps engine follows.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/state-branch.sh

if $DRY_RUN; then
  run git fetch origin "$STATE_BRANCH"
  say "Then the task commits the previous k8s/ of $STATE_BRANCH to it, and pushes it. The working copy stays as it is."
  exit
fi
need git node
fetch_branches
tip=$(tip_of "$ENVIRONMENT")
[ -n "$tip" ] || die 'There is no previous image.'
present=$(git rev-parse "$tip:k8s")

# Finds the newest commit that introduced the present state, and the state before it. A revert never counts as an
# introduction: a second rollback goes further back instead of undoing the first.
promotion=
previous=
for commit in $(git rev-list --first-parent "$tip"); do
  tree=$(git rev-parse --quiet --verify "$commit:k8s") || break
  if [ "$tree" = "$present" ]; then
    [[ $(messages_of "$commit") == *'This reverts commit '* ]] || promotion=$commit
  elif [ -n "$promotion" ] && image=$(image_at "$commit" 2>/dev/null); then
    previous=$commit
    break
  fi
done
if [ -z "$previous" ] || [ "${image#*@}" = "$NO_DIGEST" ]; then
  die 'There is no previous image.'
fi
body="This reverts commit $promotion."
commit=$(source_of "$previous")
[ -z "$commit" ] || body="$body

Commit $commit of $APP_REPO
Image $image"
push_state "$tip" "$(git rev-parse "$previous:k8s")" "Revert \"$(git log -1 --format=%s "$promotion")\"" "$body"
if [ "$PROMOTION" = pull-request ]; then
  say "If a pull request to $STATE_BRANCH is open, close it: it begins at the state that you have left."
fi
say "Reverted to ${image#*@}${commit:+ (commit $commit)}."
say "$ENGINE waits for \"npx projen app:sync\" (syncPolicy: manual)."
