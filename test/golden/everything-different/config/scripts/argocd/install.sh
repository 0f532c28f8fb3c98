#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Installs Argo CD into the cluster, or brings it to the pinned version; --manifest FILE takes a copy of its manifest.
TASK_FLAGS='--manifest --upgrade'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/known-hosts.sh

manifest=$(flag_value --manifest)

require_cluster
# Others may use the Argo CD that is there.
if ! $DRY_RUN && ! has_flag --upgrade; then
  running=$(argo get deployment argocd-server --ignore-not-found --output 'jsonpath={.spec.template.spec.containers[0].image}') ||
    die 'kubectl cannot tell whether the cluster has an Argo CD: see above.'
  case $running in
    '' | *:"$ARGOCD_VERSION") ;;
    *) die "The cluster has another Argo CD already ($running). Keep it and go on with argocd:connect; or bring it to $ARGOCD_VERSION with --upgrade." ;;
  esac
fi
if $DRY_RUN || ! kube get namespace argocd >/dev/null 2>&1; then
  kube create namespace argocd
fi
# The manifest brings a list of known hosts, without CodeCommit: what "argocd:connect" added must outlive it.
codecommit=
if ! $DRY_RUN; then codecommit=$(known_codecommit); fi
# Server-side: one of its definitions is too large for the other way.
argo apply --server-side --force-conflicts \
  --filename "${manifest:-https://raw.githubusercontent.com/argoproj/argo-cd/$ARGOCD_VERSION/manifests/install.yaml}"
[ -z "$codecommit" ] || know_codecommit "$codecommit"

# How often Argo CD looks at Git. CodeCommit has no webhook that it knows, so its own default, 120s and a random delay of up to 60s, would
# delay each deployment. A look transfers no objects, so CodeCommit does not count it as a Git request; Argo CD's user counts as one active
# user at any interval. What it costs is work for Argo CD, which compares each application again.
interval=60s
jitter=15s
present=
if ! $DRY_RUN; then
  present=$(argo get configmap argocd-cm --output 'jsonpath={.data.timeout\.reconciliation}/{.data.timeout\.reconciliation\.jitter}')
fi
case $present in
  "$interval/$jitter") ;;
  '' | /)
    # Another field manager than that of the server-side apply above, so that the next apply leaves these fields alone.
    argo patch configmap argocd-cm --type merge --patch \
      "{\"data\": {\"timeout.reconciliation\": \"$interval\", \"timeout.reconciliation.jitter\": \"$jitter\"}}"
    # They read it when they start.
    argo rollout restart statefulset/argocd-application-controller deployment/argocd-repo-server
    ;;
  *)
    say "Argo CD looks at Git as the ConfigMap argocd-cm already says, which stays: timeout.reconciliation ${present%%/*}, jitter ${present#*/}."
    say "An empty one is Argo CD's default (120s, 60s). This task would have set $interval and $jitter."
    ;;
esac

if ! argo rollout status statefulset/argocd-application-controller --timeout 5m ||
  ! argo wait --for condition=Available deployment --all --timeout 5m; then
  die "Argo CD is installed, but not all of it is ready after five minutes. Its pods may say why:
  kubectl --context $CONTEXT --namespace argocd get pods,events"
fi
if $DRY_RUN; then exit; fi
say "Argo CD $ARGOCD_VERSION runs. It is not exposed: npx projen argocd:open"
