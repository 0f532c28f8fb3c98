#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the AppProject and the Application in Argo CD, once there is an image to run.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
require_image
if ! $DRY_RUN; then
  [ -n "$(argo get secrets --selector argocd.argoproj.io/secret-type=repository --output name)" ] ||
    die 'Argo CD cannot read the config repo yet. Run "npx projen argocd:connect" first.'
fi
argo apply --server-side --force-conflicts --kustomize argocd
if $DRY_RUN; then exit; fi
say "Argo CD now compares $APPLICATION with Git, and waits (syncPolicy: manual): npx projen app:diff, npx projen app:sync"
