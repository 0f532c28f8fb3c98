# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements local_engine_*, the functions with which the tasks "local:…" run the GitOps engine on this machine, with Flux.
# shellcheck shell=bash

# local_engine_mounts: what the node mounts for Flux. Flux reads no folders, so the manifests come from the registry.
local_engine_mounts() { :; }

# local_engine_install: installs Flux.
local_engine_install() {
  local flags=()
  if $DRY_RUN; then flags=(--dry-run); fi
  bash scripts/flux/install.sh ${flags[@]+"${flags[@]}"}
}

# push_manifests: pushes the newest commit of the served repository to the registry.
push_manifests() {
  local commit address
  commit=$(git --git-dir "$SERVED/$SERVED_REPOSITORY" rev-parse "refs/heads/$BRANCH")
  address=$(docker port "$LOCAL_REGISTRY" 5000/tcp)
  git --git-dir "$SERVED/$SERVED_REPOSITORY" archive --format tar.gz "$commit" |
    node scripts/lib/push-artifact.mjs "http://127.0.0.1:${address##*:}" "$APP_NAME-manifests" "$BRANCH@sha1:$commit" >/dev/null ||
    die 'This machine cannot push the manifests to the registry: see above.'
}

# kustomization FOLDER ADDRESS: the objects in $ENGINE_FOLDER with the registry at that address as their source, and
# another folder.
kustomization() {
  cat <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization

resources:
  - $1

patches:
  - target:
      kind: GitRepository
    options:
      allowKindChange: true
    patch: |-
      - op: replace
        path: /kind
        value: OCIRepository
      - op: replace
        path: /spec/url
        value: oci://$2/$APP_NAME-manifests
      - op: replace
        path: /spec/ref
        value:
          tag: latest
      - op: remove
        path: /spec/provider
      # The registry has no TLS.
      - op: add
        path: /spec/insecure
        value: true
  - target:
      group: kustomize.toolkit.fluxcd.io
      kind: Kustomization
    patch: |-
      - op: replace
        path: /spec/sourceRef/kind
        value: OCIRepository
      - op: replace
        path: /spec/path
        value: ./$LOCAL_OVERLAY
END
}

# local_engine_apply: pushes the manifests, and creates or updates the application.
local_engine_apply() {
  local folder=$LOCAL_STATE/engine path address
  if ! $DRY_RUN; then
    # Docker's name of the registry is unknown to the DNS of the cluster.
    address=$(docker container inspect --format '{{.NetworkSettings.Networks.kind.IPAddress}}' "$LOCAL_REGISTRY")
    mkdir -p "$folder"
    # kustomize accepts no absolute path of a folder.
    path=$(node -p 'JSON.stringify(require("path").relative(...process.argv.slice(1).map((path) => require("fs").realpathSync(path))))' \
      "$folder" "$ENGINE_FOLDER")
    kustomization "$path" "$address:5000" >"$folder/kustomization.yaml"
    push_manifests
  fi
  kube apply --server-side --force-conflicts --kustomize "$folder"
}
