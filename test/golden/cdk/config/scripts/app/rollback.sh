#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Goes back to the image before the present one, by reverting the commit that brought it.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

if $DRY_RUN; then
  run git pull --ff-only origin "$BRANCH"
  say "Then the commit that brought the present digest into $DIGEST_FILE is reverted, and the branch pushed."
  exit
fi
require_branch
# The newest promotion of the present image. Reverts do not count: a second rollback goes one image further back, not forth again.
present=$(digest_in <"$DIGEST_FILE")
commit=
for candidate in $(git log --format=%H --invert-grep --grep '^This reverts commit' -S "$present" -- "$DIGEST_FILE"); do
  if [ "$(git show "$candidate:$DIGEST_FILE" | digest_in)" = "$present" ]; then
    commit=$candidate
    break
  fi
done
previous=$(git show "$commit~1:$DIGEST_FILE" 2>/dev/null | digest_in) || previous=
if [ -z "$commit" ] || [ -z "$previous" ] || [ "$previous" = "$NO_DIGEST" ]; then
  die 'There is no image before the present one.'
fi
if ! git revert --no-edit "$commit" >/dev/null 2>&1; then
  git revert --abort
  die "$commit cannot be reverted by itself: the same lines have changed since. npx projen promote --digest $previous goes back, too."
fi
git push --quiet origin "$BRANCH"
say "Back at $previous."
say 'Argo CD waits for "npx projen app:sync" (syncPolicy: manual).'
