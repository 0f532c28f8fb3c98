#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the first password of Argo CD's user "admin".
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need base64
require_cluster
if $DRY_RUN; then
  argo get secret argocd-initial-admin-secret
  exit
fi
password=$(argo get secret argocd-initial-admin-secret --output 'jsonpath={.data.password}') ||
  die 'Argo CD has no first password any more: somebody has deleted it, as one should after changing it.'
printf '%s' "$password" | base64 --decode
printf '\n'
