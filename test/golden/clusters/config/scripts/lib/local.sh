# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Functions of the tasks that run this pair on this machine, without AWS.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

LOCAL_CLUSTER=$APP_NAME-local
LOCAL_REGISTRY=$APP_NAME-local-registry
# The tasks write only to this folder: both repositories stay unmodified.
LOCAL_STATE=${XDG_STATE_HOME:-$HOME/.local/state}/create-gitops-eks/$LOCAL_CLUSTER
# A kubectl configuration of its own, so that yours keeps its current context.
export KUBECONFIG=$LOCAL_STATE/kubeconfig
export KUBE_CONTEXT=kind-$LOCAL_CLUSTER
# The oldest kind (0.x) that can start this node image.
KIND_MINOR=33
NODE_IMAGE=kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed
REGISTRY_IMAGE=public.ecr.aws/docker/library/registry:3
# The host in image names. On the node, certs.d maps it to the registry's container.
REGISTRY_HOST=registry.local
# The folder with the Git repository that the GitOps engine deploys.
SERVED=$LOCAL_STATE/served
SERVED_REPOSITORY=config.git
LOCAL_OVERLAY=k8s/local
NODE_PORT=30080

# shellcheck source=SCRIPTDIR/cluster.sh
. scripts/lib/cluster.sh
# shellcheck source=SCRIPTDIR/local-engine.sh
. scripts/lib/local-engine.sh

# require_docker: exits if Docker does not answer. Sets $ARCHITECTURE to the processor architecture of this machine,
# which can differ from the answered one (architecture: amd64).
require_docker() {
  ARCHITECTURE=${PLATFORM#linux/}
  if $DRY_RUN; then return; fi
  ARCHITECTURE=$(docker version --format '{{.Server.Arch}}') || die 'Docker does not answer: see above. Start it, then run this again.'
}

# require_kind: exits if kind is too old for the node image.
require_kind() {
  if $DRY_RUN; then return; fi
  local major minor
  IFS=. read -r major minor _ <<<"$(kind --quiet version)"
  [ "$major" -gt 0 ] || [ "$minor" -ge "$KIND_MINOR" ] ||
    die "kind $major.$minor cannot start $NODE_IMAGE. Install kind 0.$KIND_MINOR or later. $(how_to_get kind)"
}

# cluster_exists: whether kind has the cluster.
cluster_exists() { kind get clusters 2>/dev/null | grep -qx "$LOCAL_CLUSTER"; }

# registry_state: prints true if the registry's container runs, false if it is stopped, and nothing if it does not exist.
registry_state() { docker container inspect --format '{{.State.Running}}' "$LOCAL_REGISTRY" 2>/dev/null || true; }

# require_pair: exits if the cluster belongs to another pair with the same name.
require_pair() {
  if $DRY_RUN || [ ! -e "$LOCAL_STATE/pair" ] || [ "$(cat "$LOCAL_STATE/pair")" = "$PWD" ]; then return; fi
  die "The cluster $LOCAL_CLUSTER belongs to $(cat "$LOCAL_STATE/pair"). To delete it, run there: npx projen local:down"
}
