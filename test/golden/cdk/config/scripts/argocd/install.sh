#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Installs Argo CD into the cluster, or brings it to the pinned version; --manifest FILE takes a copy of its manifest.
TASK_FLAGS='--manifest --upgrade'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

manifest=$(flag_value --manifest)

require_cluster
# Others may use the Argo CD that is there.
if ! $DRY_RUN && ! has_flag --upgrade; then
  running=$(argo get deployment argocd-server --ignore-not-found --output 'jsonpath={.spec.template.spec.containers[0].image}' 2>/dev/null || true)
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
argo rollout status statefulset/argocd-application-controller --timeout 5m
argo wait --for condition=Available deployment --all --timeout 5m
if $DRY_RUN; then exit; fi
say "Argo CD $ARGOCD_VERSION runs. It is not exposed: npx projen argocd:open"
