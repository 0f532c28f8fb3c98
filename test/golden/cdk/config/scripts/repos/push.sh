#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Pushes the branch to CodeCommit, over HTTPS and with your AWS credentials.
. "$(dirname "$0")/../lib/common.sh"

host=https://$CODECOMMIT_HOST

need git aws
require_account
$DRY_RUN || [ -e .git ] ||
  die "This folder is no Git repository yet: git init --initial-branch $BRANCH && git add --all && git commit --message 'First commit'"

# For this repository alone, and for this host alone: the AWS command line signs in to Git.
# The empty helper stops those of your global configuration, which would remember a password that is soon out of date.
run git config --local --replace-all "credential.$host.helper" ''
run git config --local --add "credential.$host.helper" '!aws codecommit credential-helper $@'
run git config --local "credential.$host.UseHttpPath" true

if git remote get-url origin >/dev/null 2>&1; then
  run git remote set-url origin "$THIS_REPO_URL"
else
  run git remote add origin "$THIS_REPO_URL"
fi
run git push --set-upstream origin "$BRANCH" ||
  die "CodeCommit did not take the branch $BRANCH. If it is ahead there: git pull --rebase origin $BRANCH, then run this again."
