#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Takes the IAM role away from Flux, so that "repos:delete" in the app repo can delete it.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/infra.sh
. scripts/lib/role.sh

require_account
has_flag --yes || $DRY_RUN || die 'Flux will no longer be able to read the config repo. Run this again with --yes.'
if $DRY_RUN; then
  associations delete-pod-identity-association --association-id ID
  exit
fi

# policies_of ROLE: prints the attached policies.
policies_of() { aws iam list-attached-role-policies --role-name "${1##*/}" --query 'AttachedPolicies[].PolicyArn' --output text; }

role=$(infra_output repositories ReaderRoleArn) || role=
if [ -z "$role" ]; then
  say 'There is no role of this pair.'
  exit
fi
policy=$(infra_output repositories ReaderPolicyArn)
id=$(association_id) || die 'EKS does not list the associations of the cluster: see above.'
present=
if [ -n "$id" ]; then present=$(associated_role "$id"); fi
others=()
for each in $(policies_of "$role"); do
  if [ "$each" != "$policy" ]; then others+=("$each"); fi
done
if [ "$present" = "$role" ]; then
  [ ${#others[@]} = 0 ] || die "Other pairs in this cluster read their config repos with this role, too: ${others[*]}.
  In one of them, run \"npx projen flux:connect --env $ENVIRONMENT --replace\"; in the others, what it then prints. Then run this again."
  associations delete-pod-identity-association --association-id "$id" --query association.associationId --output text >/dev/null
elif [ -n "$present" ] && has_policy "$present" "$policy"; then
  aws iam detach-role-policy --role-name "${present##*/}" --policy-arn "$policy"
fi
# used_elsewhere: whether Flux in another cluster of the pair has the role, too.
used_elsewhere() {
  local each
  for each in "${ENVIRONMENTS[@]}"; do
    [ "$(select_environment "$each" && say "$CLUSTER")" != "$CLUSTER" ] || continue
    (
      select_environment "$each"
      id=$(association_id 2>/dev/null) && [ -n "$id" ] && [ "$(associated_role "$id")" = "$role" ]
    ) && return
  done
  return 1
}
if used_elsewhere; then
  say "Flux in $CLUSTER can no longer read $CONFIG_REPO."
  exit
fi
# IAM deletes no role with policies that the stack does not know.
for each in ${others[@]+"${others[@]}"}; do
  aws iam detach-role-policy --role-name "${role##*/}" --policy-arn "$each"
done
say "Flux can no longer read $CONFIG_REPO."
