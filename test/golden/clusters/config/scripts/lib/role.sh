# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The IAM role with which Flux reads the config repo. EKS Pod Identity gives it to the pod.
# shellcheck shell=bash

# The service account of the controller that reads Git. The role trusts no other one.
READER=(--namespace flux-system --service-account source-controller)

# associations VERB ARGUMENT…: calls EKS.
associations() { run aws eks "$1" --region "$CLUSTER_REGION" --cluster-name "$CLUSTER" "${@:2}"; }

# association_id: prints the ID of the association; nothing without one. A service account has one association at most.
association_id() {
  associations list-pod-identity-associations "${READER[@]}" --query "associations[0].associationId || ''" --output text
}

# associated_role ID: prints the role of an association.
associated_role() {
  associations describe-pod-identity-association --association-id "$1" --query association.roleArn --output text
}

# has_policy ROLE POLICY: whether the policy is attached to the role.
has_policy() {
  local attached
  attached=$(aws iam list-attached-role-policies --role-name "${1##*/}" --output text \
    --query "AttachedPolicies[?PolicyArn=='$2'].PolicyArn | [0] || ''") && [ -n "$attached" ]
}
