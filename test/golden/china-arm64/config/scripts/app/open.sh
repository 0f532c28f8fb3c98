#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the address of the application, once its load balancer answers.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need curl
require_cluster
if $DRY_RUN; then
  kube --namespace "$NAMESPACE" get service "$APP_NAME"
  exit
fi

# host_name: prints the load balancer's name, nothing before it has one.
host_name() {
  kube --namespace "$NAMESPACE" get service "$APP_NAME" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}'
}

# answers HOST: whether the application answers there. Leaves the HTTP status in $http, 000 without one, and curl's exit code in $failure.
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
      forbidden) die "You may not read the Service $APP_NAME: $problem" ;;
    esac
  fi
  sleep 10
done

describe="kubectl --context $CONTEXT --namespace $NAMESPACE describe service $APP_NAME"
if [ -n "$problem" ]; then
  [ "$(kind_of "$problem")" != absent ] ||
    die "There is no Service $APP_NAME in the namespace $NAMESPACE after ten minutes. $ENGINE may say why: npx projen app:status"
  die "The cluster does not answer (context $CONTEXT): $problem"
fi
[ -n "$host" ] || die "There is no load balancer after ten minutes. The Service may say why:
  $describe"
case $failure in
  0) die "The load balancer $host answers with the HTTP status $http after ten minutes. The application's log may say why:
  kubectl --context $CONTEXT --namespace $NAMESPACE logs deployment/$APP_NAME" ;;
  6) die "The name of the load balancer, $host, is not known to the DNS of this machine after ten minutes. Does it know other names?
  An AWS name is public at once, but a resolver may remember for a while that there was none." ;;
  *) die "The load balancer $host does not answer after ten minutes (curl: exit code $failure). Look at
  - the health of its targets: in the EC2 console under Target Groups, and
    kubectl --context $CONTEXT --namespace $NAMESPACE get pods,endpointslices
  - the security groups and network ACLs between it and the nodes, and whether a proxy or firewall is between it and you
  - the Service: $describe" ;;
esac
