#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the cluster and everything in it.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_account
need eksctl
has_flag --yes || $DRY_RUN || die "This deletes the cluster $CLUSTER with all that runs in it. Run it again with --yes."
# A load balancer that nothing in the cluster looks after any more would stay, and cost money.
if ! $DRY_RUN && kube get namespace argocd >/dev/null 2>&1; then
  bash scripts/app/delete.sh --yes
fi
run eksctl delete cluster --config-file cluster/eksctl.yaml --wait
