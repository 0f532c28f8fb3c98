# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The environments in .projenrc.json, and the flag --env with which a task selects one of them.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

# In the order of promotion.
ENVIRONMENTS=(dev production)

# The environment after which the engine's connection to this repository is named. All of them share it.
CONNECTION=shop-production

# select_environment NAME: sets the names and the answers of this environment. PREVIOUS is the one before it.
# CLUSTER is also the name of its kubectl context. Images and repositories are in REGION, not in CLUSTER_REGION.
select_environment() {
  case $1 in
    dev)
      REPLICAS=1
      SYNC_POLICY=automated
      PROMOTION=commit
      SERVICE_TYPE=LoadBalancer
      PREVIOUS=
      CLUSTER=shop
      CLUSTER_REGION=eu-central-1
      CLUSTER_CONFIG=cluster/eksctl.yaml
      ;;
    production)
      REPLICAS=2
      SYNC_POLICY=manual
      PROMOTION=pull-request
      SERVICE_TYPE=LoadBalancer
      PREVIOUS=dev
      CLUSTER=shop-production
      CLUSTER_REGION=eu-west-1
      CLUSTER_CONFIG=cluster/shop-production/eksctl.yaml
      ;;
    *) die "$1 is not an environment. It must be one of: ${ENVIRONMENTS[*]}." ;;
  esac
  ENVIRONMENT=$1
  NAMESPACE=$APP_NAME-$ENVIRONMENT
  APPLICATION=$APP_NAME-$ENVIRONMENT
  OVERLAY=k8s/overlays/$ENVIRONMENT
}

# environments_in_cluster: prints the environments in the cluster of the selected one.
environments_in_cluster() {
  local each
  for each in "${ENVIRONMENTS[@]}"; do
    [ "$(select_environment "$each" && say "$CLUSTER")" != "$CLUSTER" ] || say "$each"
  done
}

# Without --env, a task uses the first environment: a forgotten flag must not change the last one.
environment=$(flag_value --env)
environment=${environment:-$(flag_value --to)}
select_environment "${environment:-${ENVIRONMENTS[0]}}"
# The other arguments of the task.
for ((index = 0; index < ${#ARGS[@]}; index++)); do
  if [ "${ARGS[index]}" = --env ]; then
    ARGS=(${ARGS[@]+"${ARGS[@]:0:index}"} ${ARGS[@]+"${ARGS[@]:index+2}"})
    break
  fi
done
