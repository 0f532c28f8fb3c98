#!/usr/bin/env bash
# Runs a command where nothing leaves the machine and nothing of it stays: with its own network (loopback alone), mounts, processes,
# and a hosts file of its own, to which servers may add names. Needs root.
#   hermetic.sh COMMAND…
set -euo pipefail

if [ "${1:-}" != --inside ]; then
  missing() {
    printf '%s is missing, so that nothing can be run in a network of its own: get it with "bash test/e2e/install" (as root).\n' "$*" >&2
    exit 1
  }
  command -v unshare >/dev/null && command -v flock >/dev/null && command -v setpriv >/dev/null || missing util-linux
  command -v ip >/dev/null || missing iproute2
  if ! unshare --mount --net --pid --fork true 2>/dev/null; then
    echo 'A network of its own needs root, and a machine that lets root have namespaces: run it as root, in a container with "--privileged".' >&2
    exit 1
  fi
  # Runs share folders of the machine, such as those of Docker. One inside of another is part of it.
  if [ "${E2E_HERMETIC:-}" != true ]; then
    exec 8>"${TMPDIR:-/tmp}/create-gitops-eks-e2e.lock"
    flock --nonblock 8 || { echo 'Waiting for another run on this machine to end.' >&2 && flock 8; }
  fi
  inside=
  trap '[ -z "$inside" ] || kill -KILL "$inside" 2>/dev/null || true; wait 2>/dev/null; exit 130' INT TERM HUP
  # The kernel ends every process in there with the first one, whatever happened to it, and that one with this one.
  setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private \
    bash "${BASH_SOURCE[0]}" --inside "$@" <&0 &
  inside=$!
  code=0
  wait "$inside" || code=$?
  exit "$code"
fi
shift

ip link set lo up
# In memory, and gone at the end.
mount -t tmpfs -o mode=755 e2e /run
mkdir -m 1777 /run/tmp
export TMPDIR=/run/tmp
printf '127.0.0.1 localhost\n' >/run/hosts
mount --bind /run/hosts /etc/hosts
export E2E_HERMETIC=true

# Certificates are our own in here, and nothing goes through a proxy: what was preset elsewhere would be in the way.
unset SSL_CERT_FILE SSL_CERT_DIR GIT_SSL_CAINFO CURL_CA_BUNDLE REQUESTS_CA_BUNDLE AWS_CA_BUNDLE NODE_EXTRA_CA_CERTS
unset http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY
# Nor is anybody of this machine signed in.
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL

# Not by exec: the first process has to stay one that ends with its command, and whose signals do what they do elsewhere.
code=0
"$@" || code=$?
exit "$code"
