#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the cluster that cluster/eksctl.yaml describes: about 15 minutes, and it costs money from then on.
TASK_FLAGS=--private
. "$(dirname "$0")/../lib/common.sh"

require_account
need eksctl
if ! $DRY_RUN && aws eks describe-cluster --name "$CLUSTER" >/dev/null 2>&1; then
  say 'The cluster is there already.'
else
  # Nobody should wait a quarter of an hour for a cluster that they cannot reach.
  if ! grep -q '^ *publicAccess: true' cluster/eksctl.yaml && ! has_flag --private && ! $DRY_RUN; then
    die 'The Kubernetes API would be reachable from inside the VPC alone. Either name your address in cluster/eksctl.yaml
  (publicAccess: true and publicAccessCIDRs; "curl https://checkip.amazonaws.com" tells it), or run this again with --private
  from a machine that reaches the VPC.'
  fi
  run eksctl create cluster --config-file cluster/eksctl.yaml --write-kubeconfig=false
fi
if $DRY_RUN; then exit; fi
exec bash scripts/cluster/connect.sh
