#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Reverts to the previous image with a commit that changes only the image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

if $DRY_RUN; then
  run git pull --ff-only origin "$BRANCH"
  say "Then the task writes the previous image into $DIGEST_FILE, commits and pushes it."
  exit
fi
need node
require_branch
digest_at() { image_at "$1" 2>/dev/null | sed 's/.*@//'; }
present=$(image_at HEAD)
present=${present#*@}

# Finds the newest commit that introduced the current digest. A merge counts only if none of its parents had that
# digest. A revert never counts: a second rollback reverts to an even older image instead of undoing the first.
previous=
for commit in $(git log -m --format=%H --invert-grep --grep '^This reverts commit' -G "name: |$present" -- "$DIGEST_FILE" | uniq); do
  [ "$(digest_at "$commit")" = "$present" ] || continue
  for parent in $(git rev-parse "$commit^@"); do
    [ "$(digest_at "$parent")" != "$present" ] || continue 2
  done
  # After a merged pull request, the previous image is the image of the branch before the merge.
  before=$commit~1
  for merge in $(git rev-list --first-parent --merges --reverse "$commit..HEAD"); do
    git merge-base --is-ancestor "$commit" "$merge" || continue
    git merge-base --is-ancestor "$commit" "$merge~1" || before=$merge~1
    break
  done
  candidate=$(image_at "$before" 2>/dev/null) || continue
  [ "${candidate#*@}" != "$present" ] || continue
  previous=$candidate
  break
done
if [ -z "$previous" ] || [ "${previous#*@}" = "$NO_DIGEST" ]; then
  die 'There is no previous image.'
fi
write_image "${previous%@*}" "${previous#*@}" --message "Revert \"$(git log -1 --format=%s "$commit")\"" --message "This reverts commit $commit."
say "Reverted to ${previous#*@}."
if [ "$SYNC_POLICY" = automated ]; then
  say "$ENGINE deploys it automatically (syncPolicy: automated)."
else
  say "$ENGINE waits for \"npx projen app:sync --env $ENVIRONMENT\" (syncPolicy: manual)."
fi
