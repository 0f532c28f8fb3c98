#!/usr/bin/env bash
# Runs the tests with real pods; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as loop
layer=pods
folders='pods'
parts=(others ends)
# They share a cluster, and mostly wait.
workers=3
patient=ends
options=(--maxConcurrency 20 --testTimeout 600000)
options+=(--globalSetup ./test/e2e/pods/world/global-setup.ts --globalTeardown ./test/e2e/pods/world/global-teardown.ts)
# Cgroups outlive the namespaces of the run: they are made and removed outside of these.
if [ "${E2E_HERMETIC:-}" != true ] && [ "${E2E_CGROUP-}${E2E_CGROUP_PROBLEM-}" = '' ]; then
  exec bash "$(dirname "$0")/node/in-cgroup.sh" bash "$0" "$@"
fi
. "$(dirname "$0")/../support/run-layer.sh"
