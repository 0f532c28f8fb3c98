#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Goes back to the image before the present one, in a commit that changes nothing else.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

if $DRY_RUN; then
  run git pull --ff-only origin "$BRANCH"
  say "Then the image before the present one is written into $DIGEST_FILE, committed and pushed."
  exit
fi
need node
require_branch
digest_at() { image_at "$1" 2>/dev/null | sed 's/.*@//'; }
present=$(image_at HEAD)
present=${present#*@}

# Looks for the newest commit that brought the present digest. A merge counts only if none of its parents had that digest, and a revert never
# does: a second rollback goes one image further back, not forth again.
previous=
for commit in $(git log -m --format=%H --invert-grep --grep '^This reverts commit' -G "name: |$present" -- "$DIGEST_FILE" | uniq); do
  [ "$(digest_at "$commit")" = "$present" ] || continue
  for parent in $(git rev-parse "$commit^@"); do
    [ "$(digest_at "$parent")" != "$present" ] || continue 2
  done
  # After the merge of a pull request, the image before is the one that the branch had before the merge.
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
  die 'There is no image before the present one.'
fi
write_image "${previous%@*}" "${previous#*@}" --message "Revert \"$(git log -1 --format=%s "$commit")\"" --message "This reverts commit $commit."
say "Back at ${previous#*@}."
say "$ENGINE follows by itself (syncPolicy: automated)."
