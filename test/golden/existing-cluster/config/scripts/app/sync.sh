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

operation_message() { application_field .status.operationState.message; }
comparison_error() { application_field '.status.conditions[?(@.type=="ComparisonError")].message'; }

# left_to_prune: prints what Git no longer has, where nothing else keeps the cluster from being in line with Git.
left_to_prune() {
  local differs pruned
  differs=$(application_field '.status.resources[?(@.status=="OutOfSync")].name')
  pruned=$(application_field '.status.resources[?(@.requiresPruning==true)].name')
  [ "$differs" != "$pruned" ] || say "$pruned"
}

pods="Its pods may say why:
  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events"
# A new load balancer and a new node take minutes; pods are replaced one at a time.
limit=615
sync='' health='' phase='' operation='' problem=''
while [ $SECONDS -lt "$limit" ]; do
  problem=
  # All from one answer. Until the operation has ended, the field stays, and the phase may be that of the operation before.
  if state=$(application_field '.status.sync.status}/{.status.health.status}/{.status.operationState.phase}/{.operation' 2>/dev/null); then
    IFS=/ read -r sync health phase operation <<<"$state"
    case ${operation:+asked}/$phase in
      /Failed | /Error)
        die "The sync failed: $(operation_message) $(comparison_error)"
        ;;
      /Succeeded)
        if [ "$sync/$health" = Synced/Healthy ]; then
          show_application
          exit
        fi
        if [ "$sync/$health/$prune" = OutOfSync/Healthy/false ] && [ -n "$(left_to_prune)" ]; then
          die "Git no longer has $(left_to_prune), which the cluster still has. To delete it: npx projen app:sync --prune"
        fi
        ;;
    esac
  else
    problem=$(application_problem)
    [ -z "$problem" ] || [ "$(kind_of "$problem")" = silent ] || die_of_problem "$problem"
  fi
  sleep 1
done

[ -z "$problem" ] || die_of_problem "$problem"
show_application
minutes="after $((limit / 60)) minutes"
case ${operation:+asked}/$phase in
  asked/Running) die "The sync still runs $minutes: $(operation_message)
  $pods" ;;
  */Terminating) die "The sync is still being terminated $minutes, by a person or another program: $(operation_message)" ;;
  asked/* | /) die "Argo CD has not begun the sync $minutes. $(why_idle)" ;;
esac
[ -z "$(comparison_error)" ] || die "Argo CD cannot compare the cluster with Git: $(comparison_error)"
[ "$sync" = Synced ] || die "The sync succeeded, but $minutes the cluster still differs from Git ($sync): npx projen app:diff"
die "The sync succeeded, but $minutes the application is not healthy (${health:-unknown}). $pods"
