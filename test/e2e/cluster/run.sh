#!/usr/bin/env bash
# Runs the tests with a real cluster; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as journey
set -euo pipefail
cd "$(dirname "$0")/../../.."

name='*'
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
  name=$1
  shift
else
  # Whoever reads the record of the steps wants those of this run.
  rm -f test-reports/e2e/cluster.jsonl
fi
export JEST_JUNIT_OUTPUT_FILE=test-reports/e2e/cluster.xml
# One file after the other, because they share one cluster; inside of a file, what is written to run side by side does.
# Where something could not be started, what was started before would keep jest from ending.
exec bash test/e2e/support/hermetic.sh node_modules/.bin/jest --runInBand --forceExit --maxConcurrency 3 --reporters default --reporters jest-junit --testTimeout 300000 \
  --globalSetup ./test/e2e/cluster/world/global-setup.ts --globalTeardown ./test/e2e/cluster/world/global-teardown.ts \
  --testPathIgnorePatterns /node_modules/ --testMatch "<rootDir>/test/e2e/@(cluster|engines|git)/$name.test.ts" "$@"
