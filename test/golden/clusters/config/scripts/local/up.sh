#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Starts a cluster on this machine, without AWS: kind, a registry and the GitOps engine; --port PORT serves the page at that port.
TASK_FLAGS=--port
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/local.sh

port=$(flag_value --port)
port=${port:-8080}
case $port in
  *[!0-9]* | '') die "--port requires a number, not $port." ;;
esac

need docker git kind kubectl node
require_docker
require_kind
require_pair

# quoted TEXT: the text as a YAML string. A folder's name can contain any character.
quoted() {
  local quote="'"
  printf "'%s'" "${1//$quote/$quote$quote}"
}

# cluster_config: the configuration of kind. The node mounts the registry's address, and what the GitOps engine reads.
cluster_config() {
  cat <<END
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    image: $NODE_IMAGE
    extraPortMappings:
      - containerPort: $NODE_PORT
        hostPort: $port
        # Only this machine can reach the page.
        listenAddress: 127.0.0.1
    extraMounts:
$(local_engine_mounts)
      - hostPath: $(quoted "$LOCAL_STATE/certs.d")
        containerPath: /etc/containerd/certs.d
        readOnly: true
END
}

# registry_address: containerd's configuration of $REGISTRY_HOST. The node reaches the registry through Docker's network.
registry_address() {
  cat <<END
server = "http://$LOCAL_REGISTRY:5000"

[host."http://$LOCAL_REGISTRY:5000"]
  capabilities = ["pull", "resolve"]
END
}

if $DRY_RUN; then
  cluster_config
  run kind create cluster --name "$LOCAL_CLUSTER" --config "$LOCAL_STATE/kind.yaml" --kubeconfig "$KUBECONFIG" --wait 3m
  run docker run --detach --name "$LOCAL_REGISTRY" --network kind --publish 127.0.0.1::5000 "$REGISTRY_IMAGE"
  local_engine_install
  exit
fi

mkdir -p "$SERVED" "$LOCAL_STATE/certs.d/$REGISTRY_HOST"
# $ENGINE runs as another user.
chmod a+rx "$SERVED"
printf '%s\n' "$PWD" >"$LOCAL_STATE/pair"
if cluster_exists; then
  say "The cluster $LOCAL_CLUSTER exists."
else
  cluster_config >"$LOCAL_STATE/kind.yaml"
  registry_address >"$LOCAL_STATE/certs.d/$REGISTRY_HOST/hosts.toml"
  printf '%s\n' "$port" >"$LOCAL_STATE/port"
  kind create cluster --name "$LOCAL_CLUSTER" --config "$LOCAL_STATE/kind.yaml" --kubeconfig "$KUBECONFIG" --wait 3m ||
    die "kind could not create the cluster: see above. If another program uses port $port, choose another one with --port."
fi
case $(registry_state) in
  true) ;;
  false) docker start "$LOCAL_REGISTRY" >/dev/null ;;
  # kind creates the network. Docker chooses a free port of this machine, at which "local:deliver" pushes.
  *) docker run --detach --name "$LOCAL_REGISTRY" --network kind --publish 127.0.0.1::5000 "$REGISTRY_IMAGE" >/dev/null ;;
esac
local_engine_install
say "$ENGINE runs in $LOCAL_CLUSTER after $SECONDS s. Build and deploy the application: npx projen local:deliver"
say "Other tasks and kubectl reach this cluster after: export KUBECONFIG=$(printf '%q' "$KUBECONFIG") KUBE_CONTEXT=$KUBE_CONTEXT"
