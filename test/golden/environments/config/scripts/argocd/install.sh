#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Installs Argo CD; --upgrade changes an existing one to the pinned version, --manifest FILE uses a local manifest.
TASK_FLAGS='--manifest --upgrade'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

manifest=$(flag_value --manifest)

require_cluster
# Others may use an existing Argo CD, so only --upgrade changes its version.
if ! $DRY_RUN && ! has_flag --upgrade; then
  running=$(argo get deployment argocd-server --ignore-not-found --output 'jsonpath={.spec.template.spec.containers[0].image}') ||
    die 'kubectl cannot check whether the cluster has Argo CD: see above.'
  case $running in
    '' | *:"$ARGOCD_VERSION") ;;
    *) die "The cluster already has another version of Argo CD ($running). Keep it and continue with argocd:connect, or add --upgrade to change
  it to $ARGOCD_VERSION." ;;
  esac
fi
if $DRY_RUN || ! kube get namespace argocd >/dev/null 2>&1; then
  kube create namespace argocd
fi
# Server-side, because a custom resource definition is too large for a client-side apply.
argo apply --server-side --force-conflicts \
  --filename "${manifest:-https://raw.githubusercontent.com/argoproj/argo-cd/$ARGOCD_VERSION/manifests/install.yaml}"

# The interval at which Argo CD polls Git (pollSeconds). CodeCommit sends no webhook that Argo CD supports, so the default
# (120s and up to 60s of jitter) would delay each deployment. A poll transfers no objects, so CodeCommit does not count
# it as a Git request. Argo CD's user counts as one active user at any interval. The price is work for Argo CD, which
# compares each application again.
interval=60s
jitter=15s
# This annotation of argocd-cm has the values that this task set, so that it changes no values of others.
note=create-gitops-eks/polling
present='' ours=''
if ! $DRY_RUN; then
  present=$(argo get configmap argocd-cm --output 'jsonpath={.data.timeout\.reconciliation}/{.data.timeout\.reconciliation\.jitter}')
  ours=$(argo get configmap argocd-cm --output "jsonpath={.metadata.annotations.$note}")
fi
case $present in
  "$interval/$jitter") ;;
  # Earlier releases set 60s and 15s, without the annotation.
  '' | / | "$ours" | 60s/15s)
    # A patch has another field manager than the server-side apply above, so the next apply keeps these fields.
    settings="{\"timeout.reconciliation\": \"$interval\", \"timeout.reconciliation.jitter\": \"$jitter\"}"
    argo patch configmap argocd-cm --type merge --patch \
      "{\"metadata\": {\"annotations\": {\"$note\": \"$interval/$jitter\"}}, \"data\": $settings}"
    # They read it only when they start.
    argo rollout restart statefulset/argocd-application-controller deployment/argocd-repo-server
    ;;
  *)
    say "Argo CD keeps the polling interval of its ConfigMap argocd-cm: timeout.reconciliation ${present%%/*}, jitter ${present#*/}."
    say "An empty value means Argo CD's default (120s, 60s). This task would have set $interval and $jitter (pollSeconds)."
    ;;
esac

if ! argo rollout status statefulset/argocd-application-controller --timeout 5m ||
  ! argo wait --for condition=Available deployment --all --timeout 5m; then
  die "Argo CD is installed, but not all of it is ready after five minutes. Its pods may show why:
  kubectl --context $CONTEXT --namespace argocd get pods,events"
fi
if $DRY_RUN; then exit; fi
say "Argo CD $ARGOCD_VERSION runs. It is not exposed: npx projen argocd:open"
