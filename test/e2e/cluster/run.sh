#!/usr/bin/env bash
# Runs the tests with a real cluster; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as journey
layer=cluster
folders='cluster|engines'
parts=(up-and-down changing-answers others whole-loop matrix faults local local-flux)
# Inside of a file, what is written to run side by side does.
options=(--maxConcurrency 3 --testTimeout 600000)
options+=(--globalSetup ./test/e2e/cluster/world/global-setup.ts --globalTeardown ./test/e2e/cluster/world/global-teardown.ts)
. "$(dirname "$0")/../support/run-layer.sh"
