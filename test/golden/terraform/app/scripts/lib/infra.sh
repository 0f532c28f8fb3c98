# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements infra_*, the functions that the other tasks call, with Terraform or OpenTofu. The PART "repositories" is in
# infra/repositories.tf, and "pipeline" is everything else in infra: both have one state.
# shellcheck shell=bash

# shellcheck source=SCRIPTDIR/terraform.sh
. scripts/lib/terraform.sh

# The parts that the answers require.
# shellcheck disable=SC2034 # other tasks use it
INFRA_PARTS='repositories pipeline'

# The resources of infra/repositories.tf, also those of another engine.
REPOSITORIES='^aws_(codecommit_repository\.|iam_user|iam_group|iam_policy\.readers$|iam_(role|policy|role_policy_attachment)\.(reader|capability)$)'

# select_part PART: sets MODULE and TARGETS, which limit a command to the part. Returns 1 for a part of "pipeline".
select_part() {
  local resource
  MODULE=infra
  TARGETS=()
  case $1 in
    repositories)
      while read -r resource; do
        TARGETS+=("-target=$resource")
      done < <(sed -n 's/^resource "\(.*\)" "\(.*\)" {$/\1.\2/p' infra/repositories.tf)
      ;;
    pipeline) ;;
    *) return 1 ;;
  esac
}

# in_state PATTERN: prints the resources of the state whose address matches, one a line.
in_state() {
  local list
  if ! list=$("$TERRAFORM" "-chdir=$MODULE" state list 2>&1); then
    case $list in
      *'No state file was found'*) return ;;
      *) die "\"$TERRAFORM state list\" failed in $MODULE: $list" ;;
    esac
  fi
  grep -vE '^(data\.|$)' <<<"$list" | grep -E "$1" || true
}

# target_leftovers PART: adds the resources of the part that only the state has, so that Terraform deletes them.
target_leftovers() {
  local resource resources
  [ "$1" = repositories ] && ! $DRY_RUN || return 0
  resources=$(in_state "$REPOSITORIES") || exit 1
  for resource in $resources; do
    [[ " ${TARGETS[*]} " == *" -target=$resource "* ]] || TARGETS+=("-target=$resource")
  done
}

# infra_exists PART: whether its main resource is in the state.
infra_exists() {
  local resource
  select_part "$1" && has_state || return 1
  initialize
  case $1 in
    repositories) resource=$REPOSITORIES ;;
    pipeline) resource='^aws_kms_key\.pipeline$' ;;
    *) resource=. ;;
  esac
  resource=$(in_state "$resource") || exit 1
  [ -n "$resource" ]
}

# infra_is_current PART: whether a plan of it is empty.
infra_is_current() {
  select_part "$1" && has_state || return 1
  initialize
  target_leftovers "$1"
  "$TERRAFORM" "-chdir=$MODULE" plan -input=false -lock=false -detailed-exitcode ${TARGETS[@]+"${TARGETS[@]}"} >/dev/null 2>&1
}

# infra_output PART NAME: prints an output, or nothing if there is none of that name.
infra_output() {
  local name
  select_part "$1" && has_state || return 0
  initialize
  # PipelineUrl is pipeline_url in Terraform.
  name=$(sed 's/\([A-Z]\)/_\1/g; s/^_//' <<<"$2" | tr '[:upper:]' '[:lower:]')
  "$TERRAFORM" "-chdir=$MODULE" output -no-color -raw "$name" 2>/dev/null || true
}

# infra_deploy PART…: creates or updates these parts. All other parts that tasks name belong to "pipeline".
infra_deploy() {
  local part
  create_state
  for part in "$@"; do
    select_part "$part" || continue
    initialize
    target_leftovers "$part"
    tf apply -input=false -auto-approve ${TARGETS[@]+"${TARGETS[@]}"}
  done
}

# infra_delete PART: deletes its resources. Other parts that tasks name are deleted with "pipeline".
infra_delete() {
  local resource resources part kept='' names=''
  select_part "$1" || return 0
  case $1 in
    # Deletes no repository: they hold the history of your work.
    repositories) kept='^aws_codecommit_repository\.' names='the CodeCommit repositories' part=(grep -E "$REPOSITORIES") ;;
    # retainData: true
    pipeline)
      kept='^aws_(kms_key|ecr_|s3_|cloudwatch_log_group)'
      names='images, artifacts, logs and their key'
      part=(grep -vE "$REPOSITORIES")
      ;;
    *) part=(cat) ;;
  esac
  $DRY_RUN || has_state || return 0
  initialize
  if $DRY_RUN; then
    [ -z "$names" ] || say "Then the task removes $names from the state, so that Terraform does not delete them: $TERRAFORM state rm"
    say "Then Terraform deletes the other resources of $1: $TERRAFORM destroy"
    return
  fi
  TARGETS=()
  resources=$(in_state .) || exit 1
  resources=$("${part[@]}" <<<"$resources" || true)
  while read -r resource; do
    [ -n "$resource" ] || continue
    # Neither program has a flag that keeps a resource, so the task removes it from the state first.
    if [ -n "$kept" ] && grep -qE "$kept" <<<"$resource"; then
      tf state rm "$resource"
    else
      TARGETS+=("-target=$resource")
    fi
  done <<<"$resources"
  [ ${#TARGETS[@]} = 0 ] || tf destroy -input=false -auto-approve "${TARGETS[@]}"
}
