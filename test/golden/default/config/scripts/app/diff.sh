#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows what a sync of this working copy would change in the cluster.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
if ! $DRY_RUN && ! kube get namespace "$NAMESPACE" >/dev/null 2>&1; then
  say 'Nothing runs yet: a sync would make all of this.'
  exec kubectl kustomize "$OVERLAY"
fi
# As the field manager of $ENGINE, so that what Git no longer has is seen to go; without the note by which it finds its objects again, and
# what follows from it.
export KUBECTL_EXTERNAL_DIFF='diff -u -N -I tracking-id -I annotations -I generation'
# kubectl ends with 1 where there are differences, which is no failure of the task, and with more where something went wrong.
code=0
kube diff --server-side --force-conflicts --field-manager "$ENGINE_FIELD_MANAGER" --kustomize "$OVERLAY" || code=$?
case $code in
  0) if ! $DRY_RUN; then say 'No difference.'; fi ;;
  1) ;;
  *) exit "$code" ;;
esac
