# Runs the tests of a layer with jest, where nothing leaves the machine. Read by the run.sh of each layer, which sets
#   layer     the name of its reports, test-reports/e2e/$layer.*
#   folders   where its tests are, below test/e2e, as in aws|support
#   options   more options of jest
# The script's arguments: [NAME] [argument of jest…]      NAME: one of the files, such as loop
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

whole=true
[ $# -eq 0 ] || whole=false
name='*'
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
  name=$1
  shift
fi

# Where namespaces cannot be had, each test says so and counts as skipped.
hermetic=(bash test/e2e/support/hermetic.sh)
"${hermetic[@]}" true || hermetic=()

# Whoever reads the record of the steps wants those of one whole run, and to know of what.
command='"$@"'
if $whole; then
  record=test-reports/e2e/$layer.jsonl
  mkdir -p "${record%/*}"
  clean=true
  [ -z "$(git status --porcelain)" ] || clean=false
  printf '{"run":"started","commit":"%s","clean":%s}\n' "$(git rev-parse HEAD)" "$clean" >"$record"
  command+=" && printf '{\"run\":\"passed\"}\n' >>$record"
fi

export JEST_JUNIT_OUTPUT_FILE=test-reports/e2e/$layer.xml
# One file after the other: they share addresses. Where something could not be started, what was started before would keep jest from ending.
exec "${hermetic[@]}" bash -c "$command" -- node_modules/.bin/jest --runInBand --forceExit --reporters default --reporters jest-junit \
  --testPathIgnorePatterns /node_modules/ --testMatch "<rootDir>/test/e2e/@($folders)/**/$name.test.ts" "${options[@]}" "$@"
