#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Requires approvals of pull requests to the branch: --approvers COUNT, --pool ARN; --group NAME also denies that IAM group pushes.
TASK_FLAGS='--approvers --pool --group'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/approvals.sh

need aws node
require_account
approvers=$(flag_value --approvers)
pool=$(flag_value --pool)
group=$(flag_value --group)
[[ ${approvers:=1} =~ ^[1-9][0-9]?$ ]] || die "--approvers must be a number, not $approvers."

# The approval rule of each later pull request. The pipeline opens them, so every person can approve one.
content=$(node -p 'JSON.stringify({ Version: "2018-11-08", DestinationReferences: ["refs/heads/" + process.argv[1]], Statements: [{
  Type: "Approvers", NumberOfApprovalsNeeded: Number(process.argv[2]), ...process.argv[3] && { ApprovalPoolMembers: [process.argv[3]] } }] })' \
  "$BRANCH" "$approvers" "$pool")
if ! $DRY_RUN && aws codecommit get-approval-rule-template --approval-rule-template-name "$RULE" >/dev/null 2>&1; then
  run aws codecommit update-approval-rule-template-content --approval-rule-template-name "$RULE" --new-rule-content "$content" >/dev/null
else
  run aws codecommit create-approval-rule-template --approval-rule-template-name "$RULE" --approval-rule-template-content "$content" \
    --approval-rule-template-description "Approvals of promotions of $APP_NAME"
fi
run aws codecommit associate-approval-rule-template-with-repository --approval-rule-template-name "$RULE" --repository-name "$CONFIG_REPO"

# The rule blocks merges of pull requests, but no pushes. This policy denies them to whom it is attached.
if $DRY_RUN || ! aws iam get-policy --policy-arn "$(guard_arn)" >/dev/null 2>&1; then
  run aws iam create-policy --policy-name "$GUARD" --policy-document "$(guard)" \
    --description "Denies changes of $BRANCH of $CONFIG_REPO without a pull request"
fi
if [ -n "$group" ]; then
  run aws iam attach-group-policy --group-name "$group" --policy-arn "$(guard_arn)"
fi
if $DRY_RUN; then exit; fi
say "Each later pull request to $BRANCH of $CONFIG_REPO requires $approvers approval(s)${pool:+ by $pool}."
[ -n "$group" ] || say "People with permission to push can still go round it. Attach the policy $GUARD to their group: npx projen approvals:deploy --group NAME"
