#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Forwards Argo CD's web interface to port 8443 of this machine until you interrupt it.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
say 'Open https://localhost:8443 and sign in as "admin", with the password from "npx projen argocd:password".'
say 'The certificate is self-signed, so the browser shows a warning. Press Ctrl-C to stop.'
argo port-forward service/argocd-server 8443:443 --address 127.0.0.1
