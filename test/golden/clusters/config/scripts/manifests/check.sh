#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Renders all manifests; checks that every image has a digest and that the application runs the image of the overlay.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/engine.sh

need kubectl node
for folder in k8s/overlays/*/; do
  run kubectl kustomize "$folder" --output /dev/null
  if $DRY_RUN; then continue; fi
  loose=$(kubectl kustomize "$folder" | sed -n 's/^ *\(- \)\{0,1\}image: *//p' | grep -v '@sha256:[0-9a-f]\{64\}$' || true)
  [ -z "$loose" ] || die "$folder has an image without a digest, so its content can change: $loose"
done
for environment in "${ENVIRONMENTS[@]}"; do
  select_environment "$environment"
  . scripts/lib/engine.sh
  run kubectl kustomize "$ENGINE_FOLDER" --output /dev/null
  if $DRY_RUN; then continue; fi
  # Promotions edit the overlay with this program, so it must be able to read the overlay.
  file=$OVERLAY/kustomization.yaml
  image=$(cat "$file" | node scripts/lib/overlay.mjs "$APP_NAME" "$file")
  rendered=$(kubectl kustomize "$OVERLAY")
  grep -q "image: $image\$" <<<"$rendered" ||
    die "No container runs $image. In k8s/base, the application's image must be \"$APP_NAME\", and no other transformation may change it."
done
$DRY_RUN || say 'All manifests can be rendered, and every image has a digest.'
