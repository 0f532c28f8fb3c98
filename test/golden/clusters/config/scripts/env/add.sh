#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Adds an environment to the answers, before the last one or --before NAME, and prints the next steps.
TASK_FLAGS=--before
. "$(dirname "$0")/../lib/common.sh"

need node
before=$(flag_value --before)
before=${before:-${ENVIRONMENTS[${#ENVIRONMENTS[@]} - 1]}}
name=
for argument in ${ARGS[@]+"${ARGS[@]}"}; do
  case $argument in
    -* | "$(flag_value --before)") ;;
    *) name=$argument ;;
  esac
done
[ -n "$name" ] || refuse 'Name the new environment: npx projen env:add NAME'
[[ " ${ENVIRONMENTS[*]} " != *" $name "* ]] || die "The environment $name exists."
[[ " ${ENVIRONMENTS[*]} " == *" $before "* ]] || die "$before is not an environment. --before must be one of: ${ENVIRONMENTS[*]}."
run node scripts/lib/environments.mjs add "$name" "$before"
say "Next, for the environment $name before $before:
  1. npx projen pair:sync (copies the answer to $APP_REPO and renders both repositories)
  2. Commit and push both repositories.
  3. In $APP_REPO: npx projen pipeline:deploy
  4. npx projen promote --to $name, npx projen app:create --env $name, npx projen app:status --env $name --wait"
