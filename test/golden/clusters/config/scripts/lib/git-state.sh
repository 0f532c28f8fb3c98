# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Compares the branch with the remote. Tasks source this file.
# shellcheck shell=bash

# git_state: prints same, ahead (commits to push), behind (commits to pull), unpushed (the remote lacks the branch,
# or Git cannot read it), or none (nothing is committed).
git_state() {
  local tip
  need git
  git rev-parse --quiet --verify HEAD >/dev/null 2>&1 || { say none && return; }
  # Without credentials, Git must not ask for a password.
  tip=$(GIT_TERMINAL_PROMPT=0 git ls-remote origin "refs/heads/$BRANCH" 2>/dev/null) || tip=
  tip=${tip%%[!0-9a-f]*}
  if [ -z "$tip" ]; then
    say unpushed
  elif [ "$tip" = "$(git rev-parse HEAD)" ]; then
    say same
  elif git merge-base --is-ancestor "$tip" HEAD 2>/dev/null; then
    say ahead
  else
    say behind
  fi
}
