#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the URL of Argo CD's web interface, where you sign in through IAM Identity Center.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_account
if $DRY_RUN; then
  run aws eks list-capabilities --cluster-name "$CLUSTER"
  run aws eks describe-capability --cluster-name "$CLUSTER" --capability-name argocd
  exit
fi
capability=$(capability_name) || exit 1
[ -n "$capability" ] || die 'The cluster has no Argo CD capability yet. Run "npx projen argocd:install" first.'
url=$(capability_field "$capability" configuration.argoCd.serverUrl)
[ -n "$url" ] || die "The capability $capability has no URL yet: it is $(capability_field "$capability" status)."
say "$url"
