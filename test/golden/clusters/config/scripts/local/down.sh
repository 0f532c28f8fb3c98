#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the local cluster, its registry and its files; --images also deletes the downloaded images of both.
TASK_FLAGS=--images
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/local.sh

need docker kind
require_docker
require_kind
require_pair

# kind succeeds if the cluster does not exist.
run kind delete cluster --name "$LOCAL_CLUSTER" --kubeconfig "$KUBECONFIG"
if $DRY_RUN || [ -n "$(registry_state)" ]; then
  run docker rm --force --volumes "$LOCAL_REGISTRY"
fi
if $DRY_RUN; then
  run docker image rm "localhost:PORT/$APP_NAME:local"
else
  # By ID, because each "local:deliver" has moved the tag to a newer image.
  for image in $(docker image ls --quiet --filter "reference=localhost:*/$APP_NAME" | sort -u); do
    docker image rm --force "$image"
  done
fi
if has_flag --images; then
  for image in "$NODE_IMAGE" "$REGISTRY_IMAGE"; do
    if $DRY_RUN || docker image inspect "$image" >/dev/null 2>&1; then run docker image rm "$image"; fi
  done
fi
run rm -rf "$LOCAL_STATE"
if $DRY_RUN; then exit; fi
if has_flag --images; then
  say "Deleted. Docker keeps its build cache and kind's network, which other clusters may use."
else
  say "Deleted. Docker keeps the downloaded images, its build cache and kind's network; --images deletes the images."
fi
