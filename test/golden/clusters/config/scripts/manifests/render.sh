#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the manifests as the GitOps engine would apply them.
. "$(dirname "$0")/../lib/common.sh"

need kubectl
run kubectl kustomize "$OVERLAY"
