#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints the manifests of this working copy; a promotion adds the digest of the image.
. "$(dirname "$0")/../lib/common.sh"

need kubectl
run kubectl kustomize "$OVERLAY"
