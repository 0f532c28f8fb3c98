#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the approval rule, and the IAM policy that denies pushes.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/approvals.sh

need aws
require_account
has_flag --yes || $DRY_RUN || die "Later pull requests to $BRANCH of $CONFIG_REPO would require no approval. Run it again with --yes."
run aws codecommit disassociate-approval-rule-template-from-repository --approval-rule-template-name "$RULE" --repository-name "$CONFIG_REPO" || true
run aws codecommit delete-approval-rule-template --approval-rule-template-name "$RULE"
if ! $DRY_RUN; then
  for group in $(aws iam list-entities-for-policy --policy-arn "$(guard_arn)" --query 'PolicyGroups[].GroupName' --output text); do
    aws iam detach-group-policy --group-name "$group" --policy-arn "$(guard_arn)"
  done
fi
run aws iam delete-policy --policy-arn "$(guard_arn)"
