# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements local_engine_*, the functions with which the tasks "local:…" run the GitOps engine on this machine, with
# Argo CD.
# shellcheck shell=bash

# The folder $SERVED on the node.
SERVED_ON_NODE=/mnt/gitops-eks
# The URL at which Argo CD reads the repository: its pod mounts the folder of the node.
LOCAL_REPOSITORY_URL=file://$SERVED_ON_NODE/$SERVED_REPOSITORY

# local_engine_mounts: what the node mounts for Argo CD, in kind's configuration.
local_engine_mounts() {
  cat <<END
      - hostPath: $(quoted "$SERVED")
        containerPath: $SERVED_ON_NODE
        readOnly: true
END
}

# git_configuration: Git reads the repositories of other users only if its configuration names them.
git_configuration() {
  cat <<END
apiVersion: v1
kind: ConfigMap
metadata:
  name: local-git
data:
  gitconfig: |
    [safe]
      directory = $SERVED_ON_NODE/$SERVED_REPOSITORY
END
}

# mounts: what Argo CD's repo server mounts in addition.
mounts() {
  cat <<END
spec:
  template:
    spec:
      volumes:
        - name: local-repository
          hostPath:
            path: $SERVED_ON_NODE
            type: Directory
        - name: local-git
          configMap:
            name: local-git
      containers:
        - name: argocd-repo-server
          volumeMounts:
            - name: local-repository
              mountPath: $SERVED_ON_NODE
              readOnly: true
            - name: local-git
              mountPath: /etc/gitconfig
              subPath: gitconfig
              readOnly: true
END
}

# local_engine_install: installs Argo CD, which can then read the folder $SERVED_ON_NODE.
local_engine_install() {
  local flags=()
  if $DRY_RUN; then flags=(--dry-run); fi
  bash scripts/argocd/install.sh ${flags[@]+"${flags[@]}"}
  argo apply --server-side --force-conflicts --filename - <<<"$(git_configuration)"
  argo patch deployment argocd-repo-server --patch "$(mounts)"
  argo rollout status deployment/argocd-repo-server --timeout 5m
}

# kustomization FOLDER: the objects in $ENGINE_FOLDER with another repository and another folder.
kustomization() {
  cat <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization

resources:
  - $1

patches:
  - target:
      kind: Application
    patch: |-
      - op: replace
        path: /spec/source/repoURL
        value: $LOCAL_REPOSITORY_URL
      - op: replace
        path: /spec/source/path
        value: $LOCAL_OVERLAY
  - target:
      kind: AppProject
    patch: |-
      - op: replace
        path: /spec/sourceRepos/0
        value: $LOCAL_REPOSITORY_URL
END
}

# local_engine_apply: creates or updates the application.
local_engine_apply() {
  local folder=$LOCAL_STATE/engine path
  if ! $DRY_RUN; then
    mkdir -p "$folder"
    # kustomize accepts no absolute path of a folder.
    path=$(node -p 'JSON.stringify(require("path").relative(...process.argv.slice(1).map((path) => require("fs").realpathSync(path))))' \
      "$folder" "$ENGINE_FOLDER")
    kustomization "$path" >"$folder/kustomization.yaml"
  fi
  argo apply --server-side --force-conflicts --kustomize "$folder"
}
