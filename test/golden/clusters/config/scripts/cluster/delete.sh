#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the cluster and everything in it.
TASK_FLAGS='--yes --force'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
# This task is about the cluster alone, which may be in another region than the pipeline.
REGION=$CLUSTER_REGION
export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION

require_account
need eksctl kubectl
has_flag --yes || $DRY_RUN || die "This deletes the cluster $CLUSTER and everything in it. Run it again with --yes."
# After the cluster is deleted, no controller would delete the load balancer, which would continue to cost money.
if ! $DRY_RUN && ! has_flag --force; then
  kube version >/dev/null 2>&1 || die "The cluster does not answer (context $CONTEXT), so this task cannot delete the application's load balancer first.
  Run \"npx projen cluster:connect --env $ENVIRONMENT\"; or add --force, and delete remaining load balancers yourself."
  if engine_is_installed; then
    for each in $(environments_in_cluster); do
      bash scripts/app/delete.sh --yes --env "$each"
    done
  fi
fi
# Without --force, eksctl stops at the first error, such as an API server that does not answer.
force=()
if has_flag --force; then force=(--force); fi
run eksctl delete cluster --config-file "$CLUSTER_CONFIG" --wait ${force[@]+"${force[@]}"}
