#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes Argo CD's pages reachable from this machine alone, until it is interrupted.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
say 'Open https://localhost:8443 and sign in as "admin", with the password from "npx projen argocd:password".'
say 'The certificate is Argo CD'\''s own, so that the browser asks. Ctrl-C ends it.'
argo port-forward service/argocd-server 8443:443 --address 127.0.0.1
