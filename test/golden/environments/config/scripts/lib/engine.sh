# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements engine_*, the functions that the other tasks call, with Argo CD.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

# The objects that "npx projen app:create" applies.
ENGINE_FOLDER=argocd/environments/$ENVIRONMENT
# The field manager of its server-side apply.
ENGINE_FIELD_MANAGER=argocd-controller
# The annotation by which it finds its objects, and its parent. kubectl accepts only letters, digits and hyphens here.
ENGINE_MARKS='-I tracking-id -I annotations'
ARGOCD_VERSION=v3.5.7

# argo ARGUMENT…: runs kubectl in Argo CD's namespace.
argo() { kube --namespace argocd "$@"; }

# engine_is_installed: whether the cluster has an Argo CD.
engine_is_installed() { kube get crd applications.argoproj.io >/dev/null 2>&1; }

# engine_is_ready: whether an Argo CD runs. One of the pinned version must also have its polling interval: argocd:install
# sets it last.
engine_is_ready() {
  local image
  image=$(argo get deployment argocd-server --output 'jsonpath={.spec.template.spec.containers[0].image}' 2>/dev/null) || return 1
  [ "${image##*:}" != "$ARGOCD_VERSION" ] ||
    [ -n "$(argo get configmap argocd-cm --output 'jsonpath={.data.timeout\.reconciliation}' 2>/dev/null)" ] || return 1
  argo wait --for condition=Available deployment --all --timeout 1s >/dev/null 2>&1 &&
    argo rollout status statefulset/argocd-application-controller --watch=false 2>/dev/null | grep -q complete
}

# engine_is_connected: whether Argo CD's credentials are for the URL in argocd/connection/connection.yaml.
engine_is_connected() {
  need base64
  local url
  url=$(argo get secret "repository-$CONNECTION" --output 'jsonpath={.data.url}' 2>/dev/null | base64 --decode) &&
    [ -n "$url" ] && grep -qF "repoURL: $url" argocd/connection/connection.yaml
}

# engine_require_connection: exits if Argo CD has no credentials for the config repo.
engine_require_connection() {
  if $DRY_RUN; then return; fi
  [ -n "$(argo get secrets --selector argocd.argoproj.io/secret-type=repository --output name)" ] ||
    die 'Argo CD cannot read the config repo yet. Run "npx projen argocd:connect" first.'
}

# why_idle: prints whether Argo CD's application controller runs, to explain why Argo CD does nothing.
why_idle() {
  local ready
  if ! ready=$(argo get statefulset argocd-application-controller --output 'jsonpath={.status.readyReplicas}' 2>&1); then
    say "kubectl cannot read its application controller: ${ready##*$'\n'}"
  elif [ "${ready:-0}" = 0 ]; then
    say "Its application controller is not ready: kubectl --context $CONTEXT --namespace argocd get pods,events"
  else
    say "Its application controller runs; its log may show why:
  kubectl --context $CONTEXT --namespace argocd logs statefulset/argocd-application-controller"
  fi
}

# engine_apply: creates or updates the application.
engine_apply() { argo apply --server-side --force-conflicts --kustomize "$ENGINE_FOLDER"; }

# engine_is_applied: whether the application in the cluster is that of this working copy.
engine_is_applied() { argo diff --server-side --force-conflicts --kustomize "$ENGINE_FOLDER" >/dev/null 2>&1; }

# engine_delete: deletes the application and all its resources.
engine_delete() {
  # The Application has a finalizer: it exists until Argo CD has deleted its resources, including the load balancer.
  argo delete application "$APPLICATION" --ignore-not-found --timeout 10m ||
    die "The application $APPLICATION still exists: see above. Argo CD must delete its resources first. $(why_idle)"
  argo delete appproject "$APPLICATION" --ignore-not-found
}

# application_field PATH: one field of the Application.
application_field() {
  argo get application "$APPLICATION" --output "jsonpath={$1}"
}

# application_problem: prints kubectl's error message if it cannot read the Application.
application_problem() {
  { application_field .metadata.name >/dev/null; } 2>&1 || true
}

# die_of_problem WORDS: exits with an explanation of kubectl's error message.
die_of_problem() {
  case $(kind_of "$1") in
    absent) die "The application $APPLICATION does not exist. Run \"npx projen app:create --env $ENVIRONMENT\" first." ;;
    forbidden) die "You have no permission to read the application $APPLICATION: $1" ;;
    *) die "The cluster does not answer (context $CONTEXT): $1" ;;
  esac
}

# engine_require_application: exits if the Application does not exist.
engine_require_application() {
  if $DRY_RUN; then return; fi
  local problem
  problem=$(application_problem)
  [ -z "$problem" ] || die_of_problem "$problem"
}

# engine_refresh: makes Argo CD poll Git now, instead of at its next poll.
engine_refresh() {
  argo annotate application "$APPLICATION" argocd.argoproj.io/refresh=normal --overwrite
  if $DRY_RUN; then return; fi
  local asked problem
  for _ in {1..60}; do
    problem=
    if asked=$(application_field '.metadata.annotations.argocd\.argoproj\.io/refresh' 2>/dev/null); then
      [ -n "$asked" ] || return 0
    else
      problem=$(application_problem)
      [ "$(kind_of "$problem")" = silent ] || die_of_problem "$problem"
    fi
    sleep 1
  done
  [ -z "$problem" ] || die_of_problem "$problem"
  die "Argo CD did not poll Git within a minute. $(why_idle)"
}

# engine_is_healthy [COMMIT]: whether the cluster matches Git, at that commit, and the application is healthy.
engine_is_healthy() {
  local state
  state=$(application_field '.status.sync.status}/{.status.health.status}/{.status.sync.revision' 2>/dev/null) || return 1
  [[ $state == Synced/Healthy/${1:-*} ]]
}

# engine_status: shows whether the cluster matches Git and whether the application is healthy.
engine_status() {
  if $DRY_RUN; then
    argo get application "$APPLICATION"
    return
  fi
  say "Sync:     $(application_field .status.sync.status) at $(application_field .status.sync.revision)"
  say "Health:   $(application_field .status.health.status)"
  say "Image:    $(application_field '.status.summary.images[*]')"
  local problem
  problem=$(application_field '.status.conditions[*].message')
  [ -z "$problem" ] || say "Problem:  $problem"
}

operation_message() { application_field .status.operationState.message; }
comparison_error() { application_field '.status.conditions[?(@.type=="ComparisonError")].message'; }

# left_to_prune: prints the resources that Git no longer has, if the cluster has no other difference from Git.
left_to_prune() {
  local differs pruned
  differs=$(application_field '.status.resources[?(@.status=="OutOfSync")].name')
  pruned=$(application_field '.status.resources[?(@.requiresPruning==true)].name')
  [ "$differs" != "$pruned" ] || say "$pruned"
}

# engine_sync PRUNE: makes Argo CD apply the manifests in Git and waits until the application is healthy.
engine_sync() {
  local prune=$1 options pods limit state problem minutes sync health phase operation
  options=[]
  if ! $DRY_RUN; then options=$(application_field .spec.syncPolicy.syncOptions); fi
  # Requests one operation, as "argocd app sync" does.
  argo patch application "$APPLICATION" --type merge --patch \
    "{\"operation\": {\"initiatedBy\": {\"username\": \"app:sync\"}, \"sync\": {\"prune\": $prune, \"syncOptions\": ${options:-[]}}}}"
  if $DRY_RUN; then return; fi

  pods="Its pods may show why:
  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events"
  # A new load balancer and a new node take minutes, and Kubernetes replaces pods one at a time.
  limit=$((600 + 15 * REPLICAS))
  sync='' health='' phase='' operation='' problem=''
  while [ $SECONDS -lt "$limit" ]; do
    problem=
    # One request keeps all fields consistent. While .operation exists, the phase may be that of the previous operation.
    if state=$(application_field '.status.sync.status}/{.status.health.status}/{.status.operationState.phase}/{.operation' 2>/dev/null); then
      IFS=/ read -r sync health phase operation <<<"$state"
      case ${operation:+asked}/$phase in
        /Failed | /Error)
          die "The sync failed: $(operation_message) $(comparison_error)"
          ;;
        /Succeeded)
          if [ "$sync/$health" = Synced/Healthy ]; then
            engine_status
            return
          fi
          if [ "$sync/$health/$prune" = OutOfSync/Healthy/false ] && [ -n "$(left_to_prune)" ]; then
            die "Git no longer has $(left_to_prune), which the cluster still has. To delete it: npx projen app:sync --prune --env $ENVIRONMENT"
          fi
          ;;
      esac
    else
      problem=$(application_problem)
      [ -z "$problem" ] || [ "$(kind_of "$problem")" = silent ] || die_of_problem "$problem"
    fi
    sleep 1
  done

  [ -z "$problem" ] || die_of_problem "$problem"
  engine_status
  minutes="after $((limit / 60)) minutes"
  case ${operation:+asked}/$phase in
    asked/Running) die "The sync still runs $minutes: $(operation_message)
  $pods" ;;
    */Terminating) die "The sync is still being terminated $minutes, by a person or another program: $(operation_message)" ;;
    asked/* | /) die "Argo CD has not started the sync $minutes. $(why_idle)" ;;
  esac
  [ -z "$(comparison_error)" ] || die "Argo CD cannot compare the cluster with Git: $(comparison_error)"
  [ "$sync" = Synced ] || die "The sync succeeded, but $minutes the cluster still differs from Git ($sync): npx projen app:diff --env $ENVIRONMENT"
  die "The sync succeeded, but $minutes the application is not healthy (${health:-unknown}). $pods"
}
