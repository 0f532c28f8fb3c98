#!/usr/bin/env bash
# Runs the tests of the AWS side; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as loop
set -euo pipefail
cd "$(dirname "$0")/../../.."

name='*'
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
  name=$1
  shift
else
  # Whoever reads the record of the steps wants those of this run.
  rm -f test-reports/e2e/aws.jsonl
fi
export JEST_JUNIT_OUTPUT_FILE=test-reports/e2e/aws.xml
# One file after the other: each starts the account anew, at the same addresses.
# Where something could not be started, what was started before would keep jest from ending.
exec bash test/e2e/support/hermetic.sh node_modules/.bin/jest --runInBand --forceExit --reporters default --reporters jest-junit \
  --testPathIgnorePatterns /node_modules/ --testMatch "<rootDir>/test/e2e/@(aws|support)/**/$name.test.ts" "$@"
