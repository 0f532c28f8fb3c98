#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Brings the cluster into line with Git and waits until the application is healthy; --prune deletes what Git no longer has.
TASK_FLAGS=--prune
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
require_application
require_image
refresh

prune=false
if has_flag --prune; then prune=true; fi
options=[]
if ! $DRY_RUN; then options=$(application_field .spec.syncPolicy.syncOptions); fi
# What "argocd app sync" does: it asks for one operation.
argo patch application "$APPLICATION" --type merge --patch \
  "{\"operation\": {\"initiatedBy\": {\"username\": \"app:sync\"}, \"sync\": {\"prune\": $prune, \"syncOptions\": ${options:-[]}}}}"
if $DRY_RUN; then exit; fi

# A new load balancer and a new node take minutes; pods are replaced one at a time.
limit=630
while [ $SECONDS -lt "$limit" ]; do
  # The operation leaves the field when it is taken up, and has a phase from then on.
  if [ -z "$(application_field .operation)" ]; then
    case $(application_field .status.operationState.phase) in
      Failed | Error)
        die "The sync failed: $(application_field .status.operationState.message)"
        ;;
      Succeeded)
        if [ "$(application_field .status.sync.status)/$(application_field .status.health.status)" = Synced/Healthy ]; then
          show_application
          exit
        fi
        ;;
    esac
  fi
  sleep 1
done
show_application
die "After $((limit / 60)) minutes the application is still not synced and healthy. Its pods may say why:
  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events"
