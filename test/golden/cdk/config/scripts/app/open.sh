#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the address of the application, once its load balancer answers.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
if $DRY_RUN; then
  kube --namespace "$NAMESPACE" get service "$APP_NAME"
  exit
fi
say 'Waiting for the load balancer: a new one takes a few minutes.'
for _ in {1..60}; do
  host=$(kube --namespace "$NAMESPACE" get service "$APP_NAME" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}')
  if [ -n "$host" ]; then
    if curl --silent --fail --max-time 5 --output /dev/null "http://$host/healthz"; then
      say "http://$host"
      exit
    fi
  fi
  sleep 10
done
die "There is no load balancer after ten minutes. The Service may say why:
  kubectl --context $CONTEXT --namespace $NAMESPACE describe service $APP_NAME"
