#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Pushes the branch to CodeCommit over HTTPS with your AWS credentials; --pull first rebases it onto new commits there.
TASK_FLAGS=--pull
. "$(dirname "$0")/../lib/common.sh"

host=https://$CODECOMMIT_HOST
place=${THIS_REPO_URL#https://}
name=${THIS_REPO_URL##*/}

# is_this_repo ADDRESS: whether it names this repository in CodeCommit, over HTTPS, SSH or git-remote-codecommit.
is_this_repo() {
  local address=${1%/}
  [[ $address =~ ^(https|ssh)://([^/@]+@)?"$place"$ || $address =~ ^codecommit(::"$REGION")?://([^/@]+@)?"$name"$ ]]
}

# addresses KEY: prints the configured URLs before Git rewrites them ("insteadOf").
addresses() { git config --get-all "remote.origin.$1" || true; }

need git aws
require_account
if [ -e .git ]; then
  while read -r address; do
    [ -z "$address" ] || is_this_repo "$address" ||
      refuse "The remote \"origin\" is $address instead of $THIS_REPO_URL.
  To keep it under another name: git remote rename origin upstream
  To replace it:                 git remote remove origin
  Then run this again."
  done <<<"$(addresses url && addresses pushurl)"

  current=$(git symbolic-ref --quiet --short HEAD) || refuse "HEAD is detached. Check out a branch: git switch $BRANCH"
  if ! git rev-parse --quiet --verify HEAD >/dev/null; then
    refuse "Nothing is committed yet: git add --all && git commit --message 'First commit'"
  elif [ -n "$current" ] && [ "$current" != "$BRANCH" ]; then
    refuse "The branch $current is checked out; this task pushes $BRANCH (defaultBranch).
  To push $BRANCH: git switch $BRANCH
  To rename $current, if $BRANCH does not exist yet: git branch --move $BRANCH"
  fi
  # Filters in the Git attributes of this machine could make every file appear changed.
  [ -z "$(git -c core.attributesFile= status --porcelain)" ] || warn 'Uncommitted changes are not pushed. "git status" lists them.'
elif ! $DRY_RUN; then
  die "This folder is not a Git repository yet: git init --initial-branch $BRANCH && git add --all && git commit --message 'First commit'"
fi

# The AWS command line signs in to Git, only in this repository and only to this host.
# The empty helper disables those of your global configuration, which would store a password that expires soon.
run git config --local --replace-all "credential.$host.helper" ''
run git config --local --add "credential.$host.helper" '!aws codecommit credential-helper $@'
run git config --local "credential.$host.UseHttpPath" true

case $(addresses url) in
  '') run git remote add origin "$THIS_REPO_URL" ;;
  "$THIS_REPO_URL") ;;
  # Another spelling of the URL. Keep URLs for SSH and git-remote-codecommit, which you have chosen.
  https:*) run git remote set-url origin "$THIS_REPO_URL" ;;
esac

# A conflict must not leave the working copy in the middle of a rebase.
if has_flag --pull; then
  if $DRY_RUN || [ -n "$(git ls-remote origin "refs/heads/$BRANCH")" ]; then
    run git pull --quiet --rebase --autostash origin "$BRANCH" || {
      git rebase --abort 2>/dev/null || true
      die "Git cannot rebase your commits onto those in CodeCommit: see above. Do it yourself: git pull --rebase origin $BRANCH"
    }
  fi
fi

if ! run git push --set-upstream origin "$BRANCH"; then
  tip=$(git ls-remote origin "refs/heads/$BRANCH") ||
    die "CodeCommit does not list the branches of $name: see above. Does the repository exist (\"npx projen repos:deploy\" in $APP_REPO), and do
  you have permission to read it?"
  if [ -n "$tip" ] && ! git merge-base --is-ancestor "${tip%%[!0-9a-f]*}" HEAD 2>/dev/null; then
    die "CodeCommit has commits on $BRANCH that this clone lacks: git pull --rebase origin $BRANCH, then run this again."
  fi
  die "CodeCommit rejected the push: see above. Do you have permission to push to $BRANCH?"
fi
