#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the application reachable from this machine, until it is interrupted (serviceType: ClusterIP).
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
say 'Open http://localhost:8080. Ctrl-C ends it.'
kube --namespace "$NAMESPACE" port-forward "service/$APP_NAME" 8080:80 --address 127.0.0.1
