#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Checks the format and the types of infra/ and runs its tests; requires no AWS account.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/terraform.sh

tf fmt -check -diff -recursive
for MODULE in "${MODULES[@]}"; do
  tf init -input=false -backend=false >&2
  tf validate
done
MODULE=infra
tf test
