#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Installs Flux; --upgrade changes an existing one to the pinned version, --manifest FILE uses a local manifest.
TASK_FLAGS='--manifest --upgrade'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

release=https://github.com/fluxcd/flux2/releases/download/$FLUX_VERSION/install.yaml
manifest=$(flag_value --manifest)

need curl
require_cluster
if ! $DRY_RUN; then
  if ! running=$(flux get deployment source-controller --ignore-not-found --output 'jsonpath={.spec.template.spec.containers[0].image}') ||
    ! foreign=$(flux get deployment notification-controller --ignore-not-found --output 'jsonpath={.metadata.name}'); then
    die 'kubectl cannot check whether the cluster has Flux: see above.'
  fi
  case $running in
    '' | *:"$FLUX_CONTROLLERS") ;;
    # Others may use an existing Flux, so only --upgrade changes its version.
    *)
      if ! has_flag --upgrade || [ -n "$foreign" ]; then
        die "The cluster already has another version of Flux ($running). Keep it, if it is 2.9 or later, and
  continue with flux:connect. Or change it to $FLUX_VERSION: with --upgrade if this task installed it, otherwise with the tool that did."
      fi
      ;;
  esac
  if [ -n "$foreign" ]; then
    say 'The cluster already has Flux with more controllers than this task installs: it stays as it is.'
    exit
  fi
fi

file=${manifest:-$release}
if ! $DRY_RUN; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  if [ -n "$manifest" ]; then
    cat "$manifest" >"$work/release.yaml"
  else
    curl --fail --silent --show-error --location --retry 3 "$release" >"$work/release.yaml" ||
      die "This machine cannot download $release: see above. --manifest FILE uses a copy."
  fi
  # Without the notification-controller, every event would wait for an address that does not exist.
  sed 's#--events-addr=http.*#--events-addr=#' "$work/release.yaml" >"$work/install.yaml"
  file=$work/install.yaml
fi

# apply SELECTOR: applies the objects of the manifest that have these labels. Server-side, because a custom resource
# definition is too large for a client-side apply.
apply() {
  kube apply --server-side --force-conflicts --filename "$file" --selector "$1"
}

# Of the release's controllers, only these two: the application needs no Helm, notifications or image automation.
apply '!app.kubernetes.io/component'
apply 'app.kubernetes.io/component in (source-controller, kustomize-controller)'

if ! flux rollout status deployment/source-controller --timeout 5m ||
  ! flux rollout status deployment/kustomize-controller --timeout 5m; then
  die "Flux is installed, but not all of it is ready after five minutes. Its pods may show why:
  kubectl --context $CONTEXT --namespace flux-system get pods,events"
fi
if $DRY_RUN; then exit; fi
say "Flux $FLUX_VERSION runs. It has no web interface: npx projen app:status --env $ENVIRONMENT"
