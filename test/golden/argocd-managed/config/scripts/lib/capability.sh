# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The Argo CD capability of the cluster, in the EKS API.
# shellcheck shell=bash

# capability_name: prints its name, or nothing if the cluster has none. A cluster has at most one.
capability_name() {
  local names
  if ! names=$(aws eks list-capabilities --cluster-name "$CLUSTER" --output text --query "capabilities[?type=='ARGOCD'].capabilityName" 2>&1); then
    case $names in
      *'Invalid choice'* | *'invalid choice'*) die 'This version of the AWS CLI does not support EKS capabilities. Update it.' ;;
      *) die "EKS did not list the capabilities of the cluster $CLUSTER: $names" ;;
    esac
  fi
  say "$names"
}

# capability_field NAME FIELD: prints a field of the capability.
capability_field() {
  aws eks describe-capability --cluster-name "$CLUSTER" --capability-name "$1" --output text --query "capability.$2 || ''"
}

# capability_problem NAME: prints the problems that EKS reports, or nothing.
capability_problem() { capability_field "$1" 'health.issues[].message'; }
