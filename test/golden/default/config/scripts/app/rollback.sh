#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Goes back to the image before the present one, by reverting the commit that brought it.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need git
if $DRY_RUN; then
  run git pull --ff-only origin "$BRANCH"
  say "Then the newest commit that changed the digest in $DIGEST_FILE is reverted and pushed."
  exit
fi
git diff --quiet HEAD -- || die 'There are changes that are not committed.'
git pull --quiet --ff-only origin "$BRANCH"
commit=$(git log --max-count 1 --format=%H -G '^ *digest: ' -- "$DIGEST_FILE")
previous=$(git show "$commit~1:$DIGEST_FILE" 2>/dev/null | digest_in) || previous=
if [ -z "$previous" ] || [ "$previous" = "$NO_DIGEST" ]; then
  die 'There is no image before the present one.'
fi
git revert --no-edit "$commit" >/dev/null
git push --quiet origin "$BRANCH"
say "Back at $previous."
say 'Argo CD waits for "npx projen app:sync" (syncPolicy: manual).'
