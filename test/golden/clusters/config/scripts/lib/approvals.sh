# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The names of the approval rule and of the IAM policy that keeps people from going round it.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

RULE=$APP_NAME-promotions
GUARD=$APP_NAME-config-guard
CONFIG_REPO_ARN='arn:aws:codecommit:eu-central-1:*:shop-k8s-config'

# guard_arn: prints the ARN of the policy.
guard_arn() {
  local id=$ACCOUNT partition
  partition=${CONFIG_REPO_ARN#arn:}
  if [ -z "$id" ] && ! $DRY_RUN; then id=$(aws sts get-caller-identity --query Account --output text); fi
  say "arn:${partition%%:*}:iam::${id:-ACCOUNT}:policy/$GUARD"
}

# guard: prints the policy. Git names no branch before it has sent the commits: a condition on a missing key would deny
# every push, so it must not apply then.
guard() {
  cat <<END
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": [
      "codecommit:GitPush", "codecommit:PutFile", "codecommit:DeleteFile", "codecommit:CreateCommit", "codecommit:DeleteBranch",
      "codecommit:MergeBranchesByFastForward", "codecommit:MergeBranchesBySquash", "codecommit:MergeBranchesByThreeWay"
    ],
    "Resource": "$CONFIG_REPO_ARN",
    "Condition": {
      "StringEqualsIfExists": { "codecommit:References": ["refs/heads/$BRANCH"] },
      "Null": { "codecommit:References": "false" }
    }
  }]
}
END
}
