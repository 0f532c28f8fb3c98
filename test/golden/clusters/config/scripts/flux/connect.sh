#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Gives Flux the IAM role that may read the config repo (EKS Pod Identity); --replace takes away another role.
TASK_FLAGS=--replace
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/infra.sh
. scripts/lib/role.sh

require_account
require_cluster

if $DRY_RUN; then
  associations create-pod-identity-association "${READER[@]}" --role-arn ROLE
  flux rollout restart deployment/source-controller
  exit
fi

role=$(infra_output repositories ReaderRoleArn) || role=
[ -n "$role" ] ||
  die 'Cannot read the name of the IAM role: see above. If you have not created it yet, run in the app repo: npx projen repos:deploy'

id=$(association_id) ||
  die 'The AWS command line cannot list the associations of EKS Pod Identity: see above. It must be version 2.14 or later.'
if [ -z "$id" ]; then
  associations create-pod-identity-association "${READER[@]}" --role-arn "$role" --query association.associationId --output text >/dev/null
else
  present=$(associated_role "$id")
  if [ "$present" != "$role" ] && has_flag --replace; then
    associations update-pod-identity-association --association-id "$id" --role-arn "$role" --query association.associationId --output text >/dev/null
  elif [ "$present" != "$role" ]; then
    policy=$(infra_output repositories ReaderPolicyArn)
    has_policy "$present" "$policy" || die "Flux in this cluster already has the role $present, perhaps to read the config repo of another pair.
  To let that role also read this one, and then run this again:
    aws iam attach-role-policy --role-name ${present##*/} --policy-arn $policy
  To take it away: npx projen flux:connect --env $ENVIRONMENT --replace"
    role=$present
  fi
  if [ "$present" = "$role" ] && source_has_role; then
    say "Flux already has the role $role."
    exit
  fi
fi

# EKS gives a pod its role when it creates the pod, a few seconds after the association.
if ! flux get deployment source-controller >/dev/null 2>&1; then
  say "Flux will have the role $role once it is installed: npx projen flux:install --env $ENVIRONMENT"
  exit
fi
for _ in {1..6}; do
  sleep 5
  flux rollout restart deployment/source-controller
  flux rollout status deployment/source-controller --timeout 2m
  if source_has_role; then
    say "Flux has the role $role."
    exit
  fi
done
die "EKS has not given the role $role to Flux after several restarts of its source-controller. Does the cluster have the EKS Pod
  Identity Agent? kubectl --context $CONTEXT --namespace flux-system describe pods --selector app=source-controller"
