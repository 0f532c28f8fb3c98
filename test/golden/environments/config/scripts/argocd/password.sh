#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the initial password of Argo CD's user "admin".
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need base64
require_cluster
if $DRY_RUN; then
  argo get secret argocd-initial-admin-secret
  exit
fi
password=$(argo get secret argocd-initial-admin-secret --output 'jsonpath={.data.password}') ||
  die 'The Secret argocd-initial-admin-secret does not exist. Argo CD recommends deleting it once the password is changed: use the new one.'
printf '%s' "$password" | base64 --decode
printf '\n'
