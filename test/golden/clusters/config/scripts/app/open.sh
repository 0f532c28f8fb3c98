#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits for the load balancer of the application and prints its URL.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need curl
require_cluster
if $DRY_RUN; then
  kube --namespace "$NAMESPACE" get service "$APP_NAME"
  exit
fi

# host_name: prints the DNS name of the load balancer, or nothing if it has none yet.
host_name() {
  kube --namespace "$NAMESPACE" get service "$APP_NAME" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}'
}

# answers HOST: whether the application answers. Sets $http to the HTTP status (000 without an answer) and $failure to
# curl's exit code.
answers() {
  failure=0
  http=$(curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' "http://$1/healthz") || failure=$?
  [[ $failure = 0 && $http = 2* ]]
}

say 'Waiting for the load balancer: a new one takes a few minutes.'
for _ in {1..60}; do
  problem=
  if host=$(host_name 2>/dev/null); then
    if [ -n "$host" ] && answers "$host"; then
      say "http://$host"
      exit
    fi
  else
    problem=$(host_name 2>&1 >/dev/null) || true
    case $(kind_of "$problem") in
      absent)
        [ "$SYNC_POLICY" = automated ] ||
          die "The Service $APP_NAME does not exist in the namespace $NAMESPACE yet. Run: npx projen app:sync --env $ENVIRONMENT"
        ;;
      forbidden) die "You have no permission to read the Service $APP_NAME: $problem" ;;
    esac
  fi
  sleep 10
done

describe="kubectl --context $CONTEXT --namespace $NAMESPACE describe service $APP_NAME"
if [ -n "$problem" ]; then
  [ "$(kind_of "$problem")" != absent ] ||
    die "The Service $APP_NAME does not exist in the namespace $NAMESPACE after ten minutes. To see why: npx projen app:status --env $ENVIRONMENT"
  die "The cluster does not answer (context $CONTEXT): $problem"
fi
[ -n "$host" ] || die "The load balancer does not exist after ten minutes. The events of the Service may show why:
  $describe"
case $failure in
  0) die "After ten minutes, the load balancer $host still answers with HTTP status $http. The application's log may show why:
  kubectl --context $CONTEXT --namespace $NAMESPACE logs deployment/$APP_NAME" ;;
  6) die "After ten minutes, this machine cannot resolve the name of the load balancer, $host. Can it resolve other names?
  AWS publishes the name at once, but a DNS resolver may cache for a while that it did not exist." ;;
  *) die "The load balancer $host does not answer after ten minutes (curl: exit code $failure). Check
  - the health of its targets: in the EC2 console under Target Groups, and
    kubectl --context $CONTEXT --namespace $NAMESPACE get pods,endpointslices
  - the security groups and network ACLs between it and the nodes, and whether a proxy or firewall is between it and you
  - the Service: $describe" ;;
esac
