#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the application with everything that it runs.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
has_flag --yes || $DRY_RUN || die "This deletes $APPLICATION with its pods and its load balancer. Run it again with --yes."
# The Application has a finalizer: it is gone when what it runs is gone, its load balancer included.
argo delete application "$APPLICATION" --ignore-not-found --timeout 10m ||
  die "The application $APPLICATION is still there; kubectl says why above. Argo CD deletes what it runs. $(why_idle)"
argo delete appproject "$APPLICATION" --ignore-not-found
kube delete namespace "$NAMESPACE" --ignore-not-found --timeout 10m
