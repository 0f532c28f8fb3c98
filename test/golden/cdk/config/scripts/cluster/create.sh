#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the cluster that cluster/eksctl.yaml describes: about 15 minutes, and it costs money from then on.
TASK_FLAGS=--private
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

config=cluster/eksctl.yaml

# Refuses a configuration whose Kubernetes API would be open to every address, or not reachable from here. The API counts as public unless
# the file says otherwise, because eksctl's default is public.
check_api_access() {
  local text private public cidrs everyone
  # Without comments, quotes and line breaks, YAML's block style and flow style look alike.
  text=$(sed -E 's/(^|[[:space:]])#.*//' "$config" | tr -d "\"'" | tr '\r\n\t' '   ')
  private='(^|[ ,{])publicAccess: *false([ ,}]|$)'
  public='(^|[ ,{])publicAccess: *[^ f]'
  cidrs='(^|[ ,{])publicAccessCIDRs: *(\[|-) *([0-9A-Fa-f:.]+/[][0-9A-Fa-f:./, -]*)'
  everyone='/0+([], ]|$)'
  if [[ $text =~ $private ]] && ! [[ $text =~ $public ]]; then
    has_flag --private || refuse "The Kubernetes API would be reachable from inside the VPC alone. Either name your address in $config
  (publicAccess: true and publicAccessCIDRs; \"curl https://checkip.amazonaws.com\" tells it), or run this again with --private
  from a machine that reaches the VPC."
  elif ! [[ $text =~ $cidrs ]]; then
    refuse "The Kubernetes API would be open to every address: $config has neither \"publicAccess: false\" nor any publicAccessCIDRs.
  Write into its section \"vpc\", beside clusterEndpoints, the addresses that may reach it:
    publicAccessCIDRs: [203.0.113.7/32]     # yours: curl https://checkip.amazonaws.com
  or \"publicAccess: false\" into clusterEndpoints. To open it to everyone, write publicAccessCIDRs: [0.0.0.0/0]."
  elif [[ " ${BASH_REMATCH[3]}" =~ $everyone ]]; then
    warn "The Kubernetes API will be open to every address (publicAccessCIDRs in $config)."
  fi
}

# cluster_status: what EKS says of the cluster; nothing where there is none.
cluster_status() {
  local status
  if status=$(aws eks describe-cluster --name "$CLUSTER" --query cluster.status --output text 2>&1); then
    say "$status"
  elif [[ $status != *ResourceNotFoundException* ]]; then
    die "EKS does not say whether there is a cluster $CLUSTER: $status"
  fi
}

require_account
need eksctl kubectl
status=
if ! $DRY_RUN; then status=$(cluster_status); fi
case $status in
  '' | ACTIVE | UPDATING) ;;
  *) die "The cluster $CLUSTER is $status. Run this again once it is ACTIVE or gone; \"npx projen cluster:delete\" deletes one that failed." ;;
esac
if [ -n "$status" ]; then
  say 'The cluster is there already.'
else
  check_api_access
  run eksctl create cluster --config-file "$config" --write-kubeconfig=false
fi
if ! $DRY_RUN; then bash scripts/cluster/connect.sh; fi
# Auto Mode lacks these by default. An existing cluster gets them, too.
kube apply --server-side --force-conflicts --filename cluster/network-policy.yaml
