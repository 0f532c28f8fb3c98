#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows whether the cluster matches Git and whether the application is healthy; --wait waits until it is.
TASK_FLAGS=--wait
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
engine_require_application
if has_flag --wait && ! $DRY_RUN; then
  engine_refresh
  # A new load balancer and a new node take minutes, and Kubernetes replaces pods one at a time.
  until engine_is_healthy; do
    if [ $SECONDS -ge 630 ]; then
      engine_status
      die "After ten minutes, the application is not in line with Git and healthy. Its pods may show why:
  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events"
    fi
    sleep 2
  done
fi
engine_status
