#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Builds the image, deploys it to the local cluster and opens the page; --app FOLDER is the app repo, if it is not beside this one.
TASK_FLAGS=--app
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/local.sh

app=$(flag_value --app)
app=${app:-../$APP_REPO}

need docker git kind kubectl node
require_docker
require_kind
require_pair
if ! $DRY_RUN; then
  cluster_exists && [ "$(registry_state)" = true ] || die 'The local cluster does not run. Run "npx projen local:up" first.'
fi
[ -e "$app/Dockerfile" ] || refuse "$app has no Dockerfile. Name the folder of the app repo with --app."

served_git() { git --git-dir "$SERVED/$SERVED_REPOSITORY" "$@"; }

# overlay PRODUCTION_IMAGE DIGEST: a Kustomize overlay of $OVERLAY for this machine. Only its image, processor and
# Service differ.
overlay() {
  cat <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization

resources:
  - ../../$OVERLAY

images:
  - name: $1
    newName: $REGISTRY_HOST/$APP_NAME
    digest: $2

patches:
  # The node has the processor of this machine. Quotes, because a name can be a word of YAML such as "true".
  - target:
      kind: Deployment
      name: "$APP_NAME"
    patch: |-
      - op: add
        path: /spec/template/spec/nodeSelector
        value:
          kubernetes.io/arch: $ARCHITECTURE
  # This cluster has no load balancers.
  - target:
      kind: Service
      name: "$APP_NAME"
    patch: |-
      apiVersion: v1
      kind: Service
      metadata:
        name: "$APP_NAME"
      spec:
        type: NodePort
        loadBalancerClass: null
        ports:
          - port: 80
            nodePort: $NODE_PORT
END
}

# commit_served DIGEST: commits this working copy and the overlay to the repository that $ENGINE reads. This repository
# and its index stay unmodified.
commit_served() {
  local image blob tree parent commit
  image=$(cat "$DIGEST_FILE" | node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE")
  # Readable by all users, because $ENGINE runs as another one.
  [ -d "$SERVED/$SERVED_REPOSITORY" ] || git init --quiet --bare --shared=all "$SERVED/$SERVED_REPOSITORY"
  served_git --work-tree . add --all .
  blob=$(overlay "${image%@*}" "$1" | served_git hash-object -w --stdin)
  served_git update-index --add --cacheinfo "100644,$blob,$LOCAL_OVERLAY/kustomization.yaml"
  tree=$(served_git write-tree)
  parent=$(served_git rev-parse --quiet --verify "refs/heads/$BRANCH") || parent=
  # Not everyone has a name and an address in Git's configuration.
  commit=$(GIT_AUTHOR_NAME=local GIT_AUTHOR_EMAIL=local@localhost GIT_COMMITTER_NAME=local GIT_COMMITTER_EMAIL=local@localhost \
    served_git commit-tree "$tree" ${parent:+-p "$parent"} -m "deploy(local): ${1#sha256:}")
  served_git update-ref "refs/heads/$BRANCH" "$commit"
}

# answers URL: whether the application answers.
answers() {
  node -e 'fetch(process.argv[1], { signal: AbortSignal.timeout(5000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))' "$1/healthz"
}

# open_page URL: opens it in a browser if a person runs this task.
open_page() {
  local program
  [ -t 1 ] || return 0
  for program in open xdg-open; do
    if command -v "$program" >/dev/null 2>&1; then
      "$program" "$1" >/dev/null 2>&1 || true
      return
    fi
  done
}

address=localhost:PORT
if ! $DRY_RUN; then
  address=$(docker port "$LOCAL_REGISTRY" 5000/tcp)
  address=localhost:${address##*:}
fi
image=$address/$APP_NAME:local
# One manifest for one platform, as the pipeline pushes it.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
run docker build --platform "linux/$ARCHITECTURE" --tag "$image" "$app"
run docker push --quiet "$image"
if $DRY_RUN; then
  say "Then the task commits this working copy and an overlay with the digest of the image to $SERVED/$SERVED_REPOSITORY."
else
  digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image" | sed -n "s#^$address/$APP_NAME@##p")
  [ -n "$digest" ] || die "Docker reports no digest of $image after the push."
  commit_served "$digest"
fi
local_engine_apply
engine_refresh
engine_sync true
if $DRY_RUN; then exit; fi

url=http://localhost:$(cat "$LOCAL_STATE/port")
for _ in {1..60}; do
  if answers "$url"; then
    say "$APP_NAME runs after $SECONDS s: $url"
    open_page "$url"
    exit
  fi
  sleep 1
done
die "$url does not answer within a minute. The application's log may show why:
  kubectl --kubeconfig $KUBECONFIG --namespace $NAMESPACE logs deployment/$APP_NAME"
