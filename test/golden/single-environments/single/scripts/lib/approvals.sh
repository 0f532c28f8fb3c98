# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The names of the approval rule and of the IAM policy that keeps people from going round it.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

RULE=$APP_NAME-promotions
GUARD=$APP_NAME-promotions-guard
# The branches that the environments follow, and the pattern for those of later environments.
BRANCHES=("${ENVIRONMENTS[@]/#/deploy/}")
PATTERN='deploy/*'
# With --env, the rule and the policy are about one environment.
# shellcheck disable=SC2153,SC2154 # lib/environments.sh sets both
if [ -n "$environment" ]; then
  RULE=$RULE-$ENVIRONMENT
  GUARD=$GUARD-$ENVIRONMENT
  BRANCHES=("$STATE_BRANCH")
  PATTERN=$STATE_BRANCH
fi
CONFIG_REPO_ARN=arn:aws:codecommit:eu-central-1:123456789012:shop

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
      "codecommit:CreateBranch",
      "codecommit:GitPush", "codecommit:PutFile", "codecommit:DeleteFile", "codecommit:CreateCommit", "codecommit:DeleteBranch",
      "codecommit:MergeBranchesByFastForward", "codecommit:MergeBranchesBySquash", "codecommit:MergeBranchesByThreeWay"
    ],
    "Resource": "$CONFIG_REPO_ARN",
    "Condition": {
      "StringLikeIfExists": { "codecommit:References": ["refs/heads/$PATTERN"] },
      "Null": { "codecommit:References": "false" }
    }
  }]
}
END
}
