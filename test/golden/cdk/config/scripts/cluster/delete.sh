#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the cluster and everything in it.
TASK_FLAGS='--yes --force'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_account
need eksctl kubectl
has_flag --yes || $DRY_RUN || die "This deletes the cluster $CLUSTER with all that runs in it. Run it again with --yes."
# A load balancer that nothing in the cluster looks after any more would stay, and cost money.
if ! $DRY_RUN && ! has_flag --force; then
  kube version >/dev/null 2>&1 || die "The cluster does not answer (context $CONTEXT), so that the application's load balancer cannot be deleted first.
  Run \"npx projen cluster:connect\"; or add --force, and look yourself for load balancers that stay."
  if engine_is_installed; then
    bash scripts/app/delete.sh --yes
  fi
fi
# Without a --force of its own, eksctl stops at the first error, such as an API server that does not answer.
force=()
if has_flag --force; then force=(--force); fi
run eksctl delete cluster --config-file cluster/eksctl.yaml --wait ${force[@]+"${force[@]}"}
