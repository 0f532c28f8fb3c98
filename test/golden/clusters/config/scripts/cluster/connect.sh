#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Adds the cluster to kubectl's configuration as a separate context.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
# This task is about the cluster alone, which may be in another region than the pipeline.
REGION=$CLUSTER_REGION
export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION

require_account
need kubectl
run aws eks update-kubeconfig --name "$CLUSTER" --alias "$CONTEXT"
if $DRY_RUN; then exit; fi
kube version >/dev/null || die 'The cluster does not answer. Its API may be reachable only from its VPC or from other IP addresses.'
[ "$(kube auth can-i '*' '*' --all-namespaces 2>/dev/null)" = yes ] ||
  warn "You are not an administrator of this cluster. Installing $ENGINE requires one: see \"EKS access entries\" in the EKS documentation."
say "Connected to $CLUSTER (context $CONTEXT)."
