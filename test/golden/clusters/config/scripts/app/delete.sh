#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the application and all its resources in the cluster.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
has_flag --yes || $DRY_RUN || die "This deletes $APPLICATION and its namespace, with all pods and the load balancer. Run it again with --yes."
engine_delete
kube delete namespace "$NAMESPACE" --ignore-not-found --timeout 10m
