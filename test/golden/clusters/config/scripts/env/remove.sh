#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Removes an environment from the answers after its application is deleted, and prints what remains to be deleted.
. "$(dirname "$0")/../lib/common.sh"

need node
name=${ARGS[0]:-}
[ -n "$name" ] || refuse 'Name the environment: npx projen env:remove NAME'
select_environment "${name:-$ENVIRONMENT}"
. scripts/lib/cluster.sh
[ "${#ENVIRONMENTS[@]}" -gt 1 ] || die "$name is the only environment. To delete everything: npx projen down"
require_cluster
if ! $DRY_RUN && (engine_require_application) >/dev/null 2>&1; then
  die "The application of $name still runs. Delete it first, with its namespace and load balancer: npx projen app:delete --env $name --yes"
fi
run node scripts/lib/environments.mjs remove "$ENVIRONMENT"
say "Next, to remove $ENVIRONMENT everywhere:
  1. npx projen pair:sync (copies the answer to $APP_REPO and renders both repositories)
  2. git rm -r $OVERLAY (the overlay is yours, so no synth deletes it)
  3. Commit and push both repositories.
  4. In $APP_REPO: npx projen pipeline:deploy
  5. Close its open pull request, and delete its branches promote/$ENVIRONMENT/*, if it has any."
if [ "$(environments_in_cluster)" = "$ENVIRONMENT" ]; then
  say "Its cluster $CLUSTER has no other environment, and AWS bills it until you delete it. Before step 1: npx projen cluster:delete --env $ENVIRONMENT --yes
  In step 2, also git rm $CLUSTER_CONFIG"
fi
