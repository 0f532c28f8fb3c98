# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Every task sources this file first. "npx projen <task>" runs a task in the repository's folder.
# shellcheck shell=bash
set -euo pipefail

# The caller's shell, locale and Git repository must not affect a task: a Git hook, for example, exports GIT_DIR.
unset CDPATH GLOBIGNORE BASH_ENV ENV POSIXLY_CORRECT GREP_OPTIONS TAR_OPTIONS
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_NAMESPACE GIT_COMMON_DIR GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
unset GIT_CONFIG GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS GIT_GRAFT_FILE GIT_SHALLOW_FILE GIT_REPLACE_REF_BASE GIT_NO_REPLACE_OBJECTS
unset GIT_IMPLICIT_WORK_TREE GIT_INTERNAL_SUPER_PREFIX
export LC_ALL=C

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# shellcheck source=SCRIPTDIR/answers.sh
. scripts/lib/answers.sh

export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION
# Without a pager, the AWS command line never waits for a key.
export AWS_PAGER=

say() { printf '%s\n' "$*"; }
warn() { printf 'Warning: %s\n' "$*" >&2; }
die() { printf 'Error: %s\n' "$*" >&2; exit 1; }
# refuse WORDS: exits with an error. With --dry-run, it only warns.
refuse() { if $DRY_RUN; then warn "$@"; else die "$@"; fi; }

# --dry-run prints the commands instead of running them. A task lists its own flags in TASK_FLAGS. Unknown flags are
# errors, so that a misspelt --dry-run makes no changes.
TASK_FLAGS="${TASK_FLAGS:-} --env"
DRY_RUN=false
ARGS=()
for argument in "$@"; do
  case $argument in
    --dry-run) DRY_RUN=true ;;
    --help)
      sed -n '3s/^# //p' "$0"
      say "Flags: --dry-run ${TASK_FLAGS:-}"
      exit
      ;;
    -*)
      case " ${TASK_FLAGS:-} " in
        *" $argument "*) ARGS+=("$argument") ;;
        *) die "$argument is not a flag of this task. Its flags: --dry-run --help ${TASK_FLAGS:-}" ;;
      esac
      ;;
    *) ARGS+=("$argument") ;;
  esac
done

# run COMMAND…: runs the command, or prints it (--dry-run).
run() {
  if $DRY_RUN; then
    printf '+'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

# has_flag FLAG: whether the caller passed the flag.
has_flag() {
  local argument
  for argument in ${ARGS[@]+"${ARGS[@]}"}; do
    [ "$argument" = "$1" ] && return 0
  done
  return 1
}

# flag_value FLAG: prints the value of the flag, as in "--fingerprint SHA256:…", or nothing without the flag.
flag_value() {
  local index
  for ((index = 0; index < ${#ARGS[@]}; index++)); do
    if [ "${ARGS[index]}" = "$1" ]; then
      [ $((index + 1)) -lt ${#ARGS[@]} ] || die "$1 requires a value."
      printf '%s\n' "${ARGS[index + 1]}"
      return
    fi
  done
}

# need PROGRAM…: exits if a program is missing, and prints how to install it.
need() {
  if $DRY_RUN; then return; fi
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 || die "$program is not installed. $(how_to_get "$program")"
  done
}

how_to_get() {
  case $1 in
    aws) say 'See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' ;;
    docker) say 'See https://docs.docker.com/engine/install/' ;;
    eksctl) say 'See https://docs.aws.amazon.com/eks/latest/eksctl/installation.html' ;;
    kind) say 'See https://kind.sigs.k8s.io/docs/user/quick-start/#installation' ;;
    kubectl) say 'See https://kubernetes.io/docs/tasks/tools/' ;;
    *) say 'Install it with the package manager of your system.' ;;
  esac
}

# Exits without AWS credentials, and with those of another account than accountId.
require_account() {
  if $DRY_RUN; then return; fi
  need aws
  local account
  account=$(aws sts get-caller-identity --query Account --output text) ||
    die 'You are not signed in to AWS. Run "aws login", "aws sso login" or "aws configure" first.'
  if [ -n "$ACCOUNT" ] && [ "$account" != "$ACCOUNT" ]; then
    die "You are signed in to account $account, but accountId in .projenrc.json is $ACCOUNT."
  fi
}

# shellcheck source=SCRIPTDIR/environments.sh
. scripts/lib/environments.sh
