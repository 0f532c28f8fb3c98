#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows what a sync of this working copy would change in the cluster.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
if ! $DRY_RUN && ! kube get namespace "$NAMESPACE" >/dev/null 2>&1; then
  say 'The application does not run yet: a sync would create all of this.'
  exec kubectl kustomize "$OVERLAY"
fi
# With the field manager of $ENGINE, the difference includes fields that Git no longer has. Ignores the lines by which
# $ENGINE finds its objects, and the generation, which changes with them.
export KUBECTL_EXTERNAL_DIFF="diff -u -N $ENGINE_MARKS -I generation"
# kubectl exits with 1 for differences, which are not a failure, and with a higher code for errors.
code=0
kube diff --server-side --force-conflicts --field-manager "$ENGINE_FIELD_MANAGER" --kustomize "$OVERLAY" || code=$?
case $code in
  0) if ! $DRY_RUN; then say 'No difference.'; fi ;;
  1) ;;
  *) exit "$code" ;;
esac
