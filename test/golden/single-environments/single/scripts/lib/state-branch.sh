# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Functions of the tasks that change the branch that the GitOps engine follows. They check out no branch: the working
# copy stays as it is.
# shellcheck shell=bash

# fetch_branches: fetches the sources and the branches that $ENGINE follows.
fetch_branches() {
  git fetch --quiet --prune origin "+refs/heads/$BRANCH:refs/remotes/origin/$BRANCH" '+refs/heads/deploy/*:refs/remotes/origin/deploy/*' ||
    die "Git cannot fetch the branch $BRANCH: see above. If you have not pushed it yet: npx projen repos:push"
}

# tip_of ENVIRONMENT: prints the newest commit of its branch, or nothing before the first promotion.
tip_of() { git rev-parse --quiet --verify "refs/remotes/origin/deploy/$1" || true; }

# messages_of COMMIT: prints its message and that of the pull request that it merges.
messages_of() {
  git log -1 --format=%B "$1"
  git log -1 --format=%B "$1^2" 2>/dev/null || true
}

# source_of COMMIT: prints the commit of the sources that a promotion names in its message, or nothing.
source_of() {
  local found
  found=$(messages_of "$1" | sed -n 's/^Commit \([0-9a-f]\{40\}\) of .*/\1/p')
  say "${found%%$'\n'*}"
}

# manifests_of COMMIT URI DIGEST: prints the Git tree of k8s/ in that commit of the sources, with the image in the overlay.
manifests_of() (
  # Bash clears this option in command substitutions.
  set -e
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export GIT_INDEX_FILE=$work/index
  program=$PWD/scripts/lib/overlay.mjs
  mkdir -p "$work/$OVERLAY"
  git show "$1:$DIGEST_FILE" >"$work/$DIGEST_FILE" || die "The commit $1 has no $DIGEST_FILE: see above."
  (cd "$work" && node "$program" "$APP_NAME" "$DIGEST_FILE" "$2" "$3")
  git read-tree "$1"
  entry=$(git ls-files --stage -- "$DIGEST_FILE")
  blob=$(git hash-object -w --no-filters -- "$work/$DIGEST_FILE")
  git update-index --cacheinfo "${entry%% *},$blob,$DIGEST_FILE"
  git write-tree --prefix=k8s/
)

# push_state PARENT TREE SUBJECT BODY: commits the tree as k8s/ on the branch of the environment, and pushes it.
push_state() {
  local tree commit
  tree=$({
    git ls-tree "$1" | grep -v $'\tk8s$' || true
    printf '040000 tree %s\tk8s\n' "$2"
  } | git mktree)
  commit=$(git commit-tree "$tree" -p "$1" -m "$3" -m "$4") || die 'Git rejected the commit: see above.'
  git push --quiet origin "$commit:refs/heads/$STATE_BRANCH" ||
    die "Git could not push to $STATE_BRANCH: see above. If it has moved, run this task again."
}
