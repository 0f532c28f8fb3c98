#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits for the load balancer of the application and prints its URL.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
if $DRY_RUN; then
  kube --namespace "$NAMESPACE" get service "$APP_NAME"
  exit
fi

# host_name: prints the DNS name of the load balancer, or nothing if it has none yet.
host_name() {
  kube --namespace "$NAMESPACE" get service "$APP_NAME" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}'
}

say 'Waiting for the load balancer: a new one takes a few minutes.'
for _ in {1..60}; do
  problem=
  if host=$(host_name 2>/dev/null); then
    if [ -n "$host" ]; then
      # loadBalancerScheme: internal. This machine may not be able to reach it.
      say "http://$host (from inside the VPC)"
      exit
    fi
  else
    problem=$(host_name 2>&1 >/dev/null) || true
    case $(kind_of "$problem") in
      forbidden) die "You have no permission to read the Service $APP_NAME: $problem" ;;
    esac
  fi
  sleep 10
done

describe="kubectl --context $CONTEXT --namespace $NAMESPACE describe service $APP_NAME"
if [ -n "$problem" ]; then
  [ "$(kind_of "$problem")" != absent ] ||
    die "The Service $APP_NAME does not exist in the namespace $NAMESPACE after ten minutes. To see why: npx projen app:status"
  die "The cluster does not answer (context $CONTEXT): $problem"
fi
[ -n "$host" ] || die "The load balancer does not exist after ten minutes. The events of the Service may show why:
  $describe"
