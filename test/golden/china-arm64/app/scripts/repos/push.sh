#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Pushes the branch to CodeCommit, over HTTPS and with your AWS credentials.
. "$(dirname "$0")/../lib/common.sh"

host=https://$CODECOMMIT_HOST
place=${THIS_REPO_URL#https://}
name=${THIS_REPO_URL##*/}

# is_this_repo ADDRESS: whether it names this repository in CodeCommit, over HTTPS, SSH or git-remote-codecommit.
is_this_repo() {
  local address=${1%/}
  [[ $address =~ ^(https|ssh)://([^/@]+@)?"$place"$ || $address =~ ^codecommit(::"$REGION")?://([^/@]+@)?"$name"$ ]]
}

# addresses KEY: what the configuration says, without the rewriting of "insteadOf", by which it may be reached.
addresses() { git config --get-all "remote.origin.$1" || true; }

need git aws
require_account
if [ -e .git ]; then
  while read -r address; do
    [ -z "$address" ] || is_this_repo "$address" ||
      refuse "The remote \"origin\" is $address, and not $THIS_REPO_URL.
  To keep it under another name: git remote rename origin upstream
  To replace it:                 git remote remove origin
  Then run this again."
  done <<<"$(addresses url && addresses pushurl)"

  current=$(git symbolic-ref --quiet --short HEAD) || refuse "HEAD is detached, so that no branch is checked out: git switch $BRANCH"
  if ! git rev-parse --quiet --verify HEAD >/dev/null; then
    refuse "Nothing is committed yet: git add --all && git commit --message 'First commit'"
  elif [ -n "$current" ] && [ "$current" != "$BRANCH" ]; then
    refuse "The branch $current is checked out; this task pushes $BRANCH (defaultBranch).
  To push $BRANCH: git switch $BRANCH
  To give $current that name, where there is no $BRANCH yet: git branch --move $BRANCH"
  fi
  # Filters of the machine's own attributes would make every file look changed.
  [ -z "$(git -c core.attributesFile= status --porcelain)" ] || warn 'Some changes are not committed, and are not pushed. "git status" lists them.'
elif ! $DRY_RUN; then
  die "This folder is no Git repository yet: git init --initial-branch $BRANCH && git add --all && git commit --message 'First commit'"
fi

# For this repository alone, and for this host alone: the AWS command line signs in to Git.
# The empty helper stops those of your global configuration, which would remember a password that is soon out of date.
run git config --local --replace-all "credential.$host.helper" ''
run git config --local --add "credential.$host.helper" '!aws codecommit credential-helper $@'
run git config --local "credential.$host.UseHttpPath" true

case $(addresses url) in
  '') run git remote add origin "$THIS_REPO_URL" ;;
  "$THIS_REPO_URL") ;;
  # Another spelling. SSH and git-remote-codecommit are a choice of yours, and stay.
  https:*) run git remote set-url origin "$THIS_REPO_URL" ;;
esac

if ! run git push --set-upstream origin "$BRANCH"; then
  tip=$(git ls-remote origin "refs/heads/$BRANCH") ||
    die "CodeCommit does not show the repository $name: see above. Is it there (\"npx projen repos:deploy\" in $APP_REPO), and may you read it?"
  if [ -n "$tip" ] && ! git merge-base --is-ancestor "${tip%%[!0-9a-f]*}" HEAD 2>/dev/null; then
    die "CodeCommit has commits on $BRANCH that are not here: git pull --rebase origin $BRANCH, then run this again."
  fi
  die "CodeCommit refused the push: see above. May you push to $BRANCH?"
fi
