#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Renders all manifests and looks whether every image is named by a digest.
. "$(dirname "$0")/../lib/common.sh"

need kubectl
for folder in k8s/overlays/*/; do
  run kubectl kustomize "$folder" --output /dev/null
  if $DRY_RUN; then continue; fi
  loose=$(kubectl kustomize "$folder" | sed -n 's/^ *\(- \)\{0,1\}image: *//p' | grep -v '@sha256:[0-9a-f]\{64\}$' || true)
  [ -z "$loose" ] || die "$folder names an image without a digest, so that nobody knows what will run: $loose"
done
run kubectl kustomize argocd --output /dev/null
if $DRY_RUN; then exit; fi
say 'All manifests can be rendered, and every image has a digest.'
