# Runs the tests of a layer with jest, where nothing leaves the machine. Read by the run.sh of each layer, which sets
#   layer     the name of its reports: test-reports/e2e/$layer.jsonl, and a folder of that name
#   folders   where its tests are, below test/e2e, as in aws|support
#   beside    a folder of which every *.e2e.test.ts runs along, or nothing
#   parts     what runs side by side, what takes longest first: a file by its name each, or several as in
#             one+other, and as "others" all files that are not named
#   workers   how many files of a part run at a time: 1 if not set, because files share addresses
#   patient   a part that leaves the processors to the others, or nothing
#   options   more options of jest
# The script's arguments: [NAME] [argument of jest…]      NAME: one of the files, such as journey, or a pattern of names
# E2E_SIDE_BY_SIDE says how many parts run at a time. They mostly wait, but each takes up to 4 GB of memory: as many as fit, from 2 to 4.
set -euo pipefail
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

# Where namespaces cannot be had, each test says so and counts as skipped.
hermetic=(bash test/e2e/support/hermetic.sh)
if [ "${E2E_HERMETIC:-}" != true ]; then
  code=0
  "${hermetic[@]}" true || code=$?
  [ "$code" -lt 128 ] || exit "$code"
  if [ "$code" = 0 ]; then
    exec "${hermetic[@]}" bash "$script" "$@"
  fi
  hermetic=()
fi

export reports=test-reports/e2e/$layer
# Until jest has written its results.
export unfinished='<testsuites tests="1" failures="0" errors="1"/>'

if [ $# -gt 0 ]; then
  name='*'
  if [[ $1 != -* ]]; then
    name=$1
    shift
  fi
  part=${E2E_PART:-${name//[^a-z-]/}}
  export E2E_PART=${part:-all}
  export JEST_JUNIT_OUTPUT_FILE=$reports/$E2E_PART.xml JEST_JUNIT_REPORT_TEST_SUITE_ERRORS=true
  mkdir -p "$reports"
  rm -f "$reports/$E2E_PART.jsonl"
  echo "$unfinished" >"$JEST_JUNIT_OUTPUT_FILE"
  # In a network of its own. Where something could not be started, what was started before would keep jest from ending.
  # Parts that run side by side would write the same temporary files into a cache of both.
  exec "${hermetic[@]}" node_modules/.bin/jest --maxWorkers "${workers:-1}" --forceExit \
    --reporters default --reporters jest-junit \
    --cacheDirectory "node_modules/.cache/jest-e2e/$layer-$E2E_PART" \
    --testPathIgnorePatterns /node_modules/ --testMatch "<rootDir>/test/e2e/@($folders)/**/$name.test.ts" \
    ${beside:+"<rootDir>/$beside/**/$name.e2e.test.ts"} "${options[@]}" "$@"
fi

# Whoever reads the record of the steps wants those of one whole run, and to know of what.
state() { git rev-parse HEAD && git status --porcelain; }
before=$(state)
commit=${before%%$'\n'*}

IFS='|' read -ra below <<<"$folders"
others=$({
  find "${below[@]/#/test/e2e/}" -name '*.test.ts' -printf '%f\n'
  [ -z "${beside:-}" ] || find "$beside" -name '*.e2e.test.ts' -printf '%f\n'
} | sed -E 's/(\.e2e)?\.test\.ts$//' | grep -vxF -f <(printf '%s\n' "${parts[@]//+/$'\n'}") | paste -sd '|')

rm -rf "$reports" "$reports.jsonl"
mkdir -p "$reports"
for part in "${parts[@]}"; do
  echo "$unfinished" >"$reports/$part.xml"
done

# run_part SCRIPT PART NAME: what runs side by side speaks one after the other.
export patient=${patient:-}
run_part() {
  local code=0
  echo "$2 begins."
  local niceness=0
  [ "$2" != "$patient" ] || niceness=15
  E2E_PART=$2 nice -n "$niceness" bash "$1" "$3" >"$reports/$2.log" 2>&1 || code=$?
  cat "$reports/$2.log"
  return "$code"
}
export -f run_part
memory=$(awk '/^MemTotal/ { print int($2 / 5000000) }' /proc/meminfo)
at_a_time=$((memory < 2 ? 2 : memory > 4 ? 4 : memory))
for part in "${parts[@]}"; do
  names=${part//+/|}
  printf '%s\n' "$part" "@(${names/#others/$others})"
done | xargs -d '\n' -n 2 -P "${E2E_SIDE_BY_SIDE:-$at_a_time}" bash -c 'run_part "$@"' -- "$script"

after=$(state)
clean=false
[ "$before" != "$commit" ] || [ "$after" != "$commit" ] || clean=true
{
  printf '{"run":"started","commit":"%s","clean":%s}\n' "$commit" "$clean"
  for part in "${parts[@]}"; do
    cat "$reports/$part.jsonl" 2>/dev/null || true
  done
  printf '{"run":"passed"}\n'
} >"$reports.jsonl"
