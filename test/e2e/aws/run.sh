#!/usr/bin/env bash
# Runs the tests of the AWS side; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as loop
layer=aws
folders='aws|support'
options=()
. "$(dirname "$0")/../support/run-layer.sh"
