#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Forwards the application to port 8080 of this machine until you interrupt it (serviceType: ClusterIP).
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
say 'Open http://localhost:8080. Press Ctrl-C to stop.'
kube --namespace "$NAMESPACE" port-forward "service/$APP_NAME" 8080:80 --address 127.0.0.1
