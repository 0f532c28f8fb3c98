#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the cluster that the eksctl configuration of the environment describes, in about 15 minutes; AWS charges for it from then on.
TASK_FLAGS=--private
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
# This task is about the cluster alone, which may be in another region than the pipeline.
REGION=$CLUSTER_REGION
export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION

config=$CLUSTER_CONFIG

# Rejects a configuration that would open the Kubernetes API to every address, or close it to this machine. The API
# counts as public unless the file disables public access, because eksctl's default is public.
check_api_access() {
  local text private public cidrs everyone
  # Without comments, quotes and line breaks, YAML's block style and flow style look alike.
  text=$(sed -E 's/(^|[[:space:]])#.*//' "$config" | tr -d "\"'" | tr '\r\n\t' '   ')
  private='(^|[ ,{])publicAccess: *false([ ,}]|$)'
  public='(^|[ ,{])publicAccess: *[^ f]'
  cidrs='(^|[ ,{])publicAccessCIDRs: *(\[|-) *([0-9A-Fa-f:.]+/[][0-9A-Fa-f:./, -]*)'
  everyone='/0+([], ]|$)'
  if [[ $text =~ $private ]] && ! [[ $text =~ $public ]]; then
    has_flag --private || refuse "The Kubernetes API would be reachable only from the VPC. Either add your IP address to $config
  (publicAccess: true and publicAccessCIDRs; \"curl https://checkip.amazonaws.com\" prints it), or run this again with --private
  from a machine that can reach the VPC."
  elif ! [[ $text =~ $cidrs ]]; then
    refuse "The Kubernetes API would be open to every address: $config has neither \"publicAccess: false\" nor any publicAccessCIDRs.
  Add to its section \"vpc\", beside clusterEndpoints, the addresses that are allowed to reach it:
    publicAccessCIDRs: [203.0.113.7/32]     # yours: curl https://checkip.amazonaws.com
  or add \"publicAccess: false\" to clusterEndpoints. To open it to every address, write publicAccessCIDRs: [0.0.0.0/0]."
  elif [[ " ${BASH_REMATCH[3]}" =~ $everyone ]]; then
    warn "The Kubernetes API will be open to every address (publicAccessCIDRs in $config)."
  fi
}

# cluster_status: prints the status of the cluster, or nothing if it does not exist.
cluster_status() {
  local status
  if status=$(aws eks describe-cluster --name "$CLUSTER" --query cluster.status --output text 2>&1); then
    say "$status"
  elif [[ $status != *ResourceNotFoundException* ]]; then
    die "EKS did not report whether the cluster $CLUSTER exists: $status"
  fi
}

# await_creation: waits for an earlier run's creation of the cluster, which CloudFormation continues without eksctl.
await_creation() {
  local stack=eksctl-$CLUSTER-cluster status
  status=$(aws cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text 2>/dev/null) || return 0
  [ "$status" = CREATE_IN_PROGRESS ] || return 0
  say "The stack $stack is $status. Waiting for its end: a cluster takes about 15 minutes."
  aws cloudformation wait stack-create-complete --stack-name "$stack" ||
    die "The stack $stack was not created. To see why: aws cloudformation describe-stack-events --region $REGION --stack-name $stack
  To delete it, so that you can run this again: npx projen cluster:delete --env $ENVIRONMENT --yes --force"
}

require_account
need eksctl kubectl
status=
if ! $DRY_RUN; then
  await_creation
  status=$(cluster_status)
fi
case $status in
  '' | ACTIVE | UPDATING) ;;
  *) die "The cluster $CLUSTER is $status. Run this again once it is ACTIVE or deleted; \"npx projen cluster:delete --env $ENVIRONMENT\" deletes one that failed." ;;
esac
if [ -n "$status" ]; then
  say 'The cluster already exists.'
else
  check_api_access
  run eksctl create cluster --config-file "$config" --write-kubeconfig=false
fi
if ! $DRY_RUN; then bash scripts/cluster/connect.sh --env "$ENVIRONMENT"; fi
# Auto Mode lacks these by default. Apply them to an existing cluster, too.
kube apply --server-side --force-conflicts --filename cluster/network-policy.yaml
