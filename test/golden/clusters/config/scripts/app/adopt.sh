#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Removes what another GitOps engine left in the application's objects; --from NAME is the field manager of that engine.
TASK_FLAGS=--from
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

manager=$(flag_value --from)
require_cluster
[ -n "$manager" ] && [ "$manager" != "$ENGINE_FIELD_MANAGER" ] ||
  refuse "--from is required: the field manager of the engine before $ENGINE ($ENGINE_FIELD_MANAGER)."
if $DRY_RUN; then
  say "Then the task gives up the fields that $manager owns: kubectl apply --server-side --field-manager $manager"
  exit
fi

objects=$(kubectl kustomize "$OVERLAY" | kube get --filename - --show-managed-fields --output \
  'jsonpath={range .items[*]}{.apiVersion}|{.kind}|{.metadata.name}| {.metadata.managedFields[*].manager} {"\n"}{end}')
# A field that only the other engine owns is deleted. So $ENGINE must have applied all of them before.
while IFS='|' read -r _ kind name managers; do
  [[ $managers == *" $ENGINE_FIELD_MANAGER "* ]] || die "$ENGINE has not applied $kind $name yet: npx projen app:sync --env $ENVIRONMENT"
done <<<"$objects"
while IFS='|' read -r version kind name managers; do
  [[ $managers == *" $manager "* ]] || continue
  # Applying an object without fields gives up all of them.
  printf 'apiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n' "$version" "$kind" "$name" |
    kube --namespace "$NAMESPACE" apply --server-side --field-manager "$manager" --filename -
done <<<"$objects"
say "Only $ENGINE manages $APPLICATION now."
