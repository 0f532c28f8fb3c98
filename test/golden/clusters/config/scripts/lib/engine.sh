# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements engine_*, the functions that the other tasks call, with Flux.
# shellcheck shell=bash
# shellcheck disable=SC2034 # each task uses some of them

# shellcheck source=SCRIPTDIR/left-to-prune.sh
. scripts/lib/left-to-prune.sh

# The objects that "npx projen app:create" applies.
ENGINE_FOLDER=flux/environments/$ENVIRONMENT
# The field manager of its server-side apply.
ENGINE_FIELD_MANAGER=kustomize-controller
# The labels by which it finds its objects, and their parent. kubectl accepts only letters, digits and hyphens here.
ENGINE_MARKS='-I toolkit -I labels'
FLUX_VERSION=v2.9.5
# The version of the two controllers in that release.
FLUX_CONTROLLERS=v1.9.5
# By their full names, because other products have kinds of the same names.
SOURCE=gitrepositories.source.toolkit.fluxcd.io
KUSTOMIZATION=kustomizations.kustomize.toolkit.fluxcd.io
# On this machine, Flux reads the manifests from a registry ("npx projen local:deliver").
case ${KUBE_CONTEXT:-} in "kind-$APP_NAME-local") SOURCE=ocirepositories.source.toolkit.fluxcd.io ;; esac

# flux ARGUMENT…: runs kubectl in Flux's namespace.
flux() { kube --namespace flux-system "$@"; }

# app ARGUMENT…: runs kubectl in the application's namespace.
app() { kube --namespace "$NAMESPACE" "$@"; }

# engine_is_installed: whether the cluster has Flux.
engine_is_installed() { kube get crd "$KUSTOMIZATION" >/dev/null 2>&1; }

# engine_is_ready: whether both controllers of Flux run.
engine_is_ready() {
  flux wait --for condition=Available deployment/source-controller deployment/kustomize-controller --timeout 1s >/dev/null 2>&1
}

# engine_is_connected: whether Flux has a role that may read the config repo. Returns 2 if its pod must restart to get it.
engine_is_connected() {
  . scripts/lib/infra.sh
  . scripts/lib/role.sh
  local id present
  id=$(association_id 2>/dev/null) && [ -n "$id" ] && present=$(associated_role "$id") || return 1
  [ "$present" = "$(infra_output repositories ReaderRoleArn)" ] ||
    has_policy "$present" "$(infra_output repositories ReaderPolicyArn)" || return 1
  source_has_role || return 2
}

# source_has_role: whether the pod that reads Git has an IAM role, from EKS Pod Identity or from an annotation (IRSA).
source_has_role() {
  local variables
  variables=$(flux get pods --selector app=source-controller --output 'jsonpath={.items[*].spec.containers[*].env[*].name}') &&
    [[ $variables =~ AWS_CONTAINER_CREDENTIALS_FULL_URI|AWS_ROLE_ARN ]]
}

# engine_require_connection: exits if Flux has no IAM role to read the config repo with.
engine_require_connection() {
  if $DRY_RUN; then return; fi
  source_has_role || die "Flux cannot read the config repo yet. Run \"npx projen flux:connect --env $ENVIRONMENT\" first."
}

# engine_apply: creates or updates the application.
engine_apply() { kube apply --server-side --force-conflicts --kustomize "$ENGINE_FOLDER"; }

# engine_is_applied: whether the application in the cluster is that of this working copy.
engine_is_applied() { kube diff --server-side --force-conflicts --kustomize "$ENGINE_FOLDER" >/dev/null 2>&1; }

# engine_delete: deletes the application and all its resources.
engine_delete() {
  if $DRY_RUN || [ -n "$(app get "$KUSTOMIZATION" "$APPLICATION" --ignore-not-found --output 'jsonpath={.metadata.name}')" ]; then
    # Flux would not delete the resources of a suspended Kustomization, but leave them in the cluster.
    app patch "$KUSTOMIZATION" "$APPLICATION" --type merge --patch '{"spec": {"suspend": false}}'
    # It has a finalizer: it exists until Flux has deleted its resources, including the load balancer.
    app delete "$KUSTOMIZATION" "$APPLICATION" --timeout 10m ||
      die "The Kustomization $APPLICATION still exists: see above. Flux must delete its resources first. $(why_idle)"
  fi
  app delete "$SOURCE" "$APPLICATION" --ignore-not-found
}

# application_field PATH: one field of the Kustomization.
application_field() { app get "$KUSTOMIZATION" "$APPLICATION" --output "jsonpath={$1}"; }

# source_field PATH: one field of the GitRepository.
source_field() { app get "$SOURCE" "$APPLICATION" --output "jsonpath={$1}"; }

# application_problem: prints kubectl's error message if it cannot read the Kustomization.
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

# engine_require_application: exits if the Kustomization does not exist.
engine_require_application() {
  if $DRY_RUN; then return; fi
  local problem
  problem=$(application_problem)
  [ -z "$problem" ] || die_of_problem "$problem"
}

# why_idle: prints whether Flux's two controllers run, to explain why Flux does nothing.
why_idle() {
  local name ready
  for name in source-controller kustomize-controller; do
    if ! ready=$(flux get deployment "$name" --output 'jsonpath={.status.readyReplicas}' 2>&1); then
      say "kubectl cannot read its $name: ${ready##*$'\n'}"
      return
    elif [ "${ready:-0}" = 0 ]; then
      say "Its $name is not ready: kubectl --context $CONTEXT --namespace flux-system get pods,events"
      return
    fi
  done
  say "Its controllers run; their logs may show why:
  kubectl --context $CONTEXT --namespace flux-system logs deployment/kustomize-controller"
}

# engine_refresh: with syncPolicy: automated, makes Flux poll Git now, instead of at its next poll. With manual, nothing:
# Flux applies a commit as soon as it has read it, so only engine_sync makes it read Git.
engine_refresh() { [ "$SYNC_POLICY" = manual ] || fetch; }

# engine_is_healthy [COMMIT]: whether the cluster matches Git, at that commit, and the application is healthy.
engine_is_healthy() {
  local applied ready fetched
  IFS='|' read -r applied ready <<<"$(application_field '.status.lastAppliedRevision}|{.status.conditions[?(@.type=="Ready")].status' 2>/dev/null)"
  fetched=$(source_field .status.artifact.revision 2>/dev/null) || return 1
  # shellcheck disable=SC2053 # without a commit, a pattern
  [ "$ready" = True ] && [ "$applied" = "$fetched" ] && [[ $applied == *:${1:-*} ]]
}

# engine_status: shows which commit the cluster has and whether the application is healthy.
engine_status() {
  if $DRY_RUN; then
    app get "$SOURCE,$KUSTOMIZATION" "$APPLICATION"
    return
  fi
  local ready='.status.conditions[?(@.type=="Ready")]' healthy left
  say "Fetched:  $(source_field .status.artifact.revision) (syncPolicy: $SYNC_POLICY; with manual, nothing newer until app:sync)"
  say "Applied:  $(application_field .status.lastAppliedRevision)"
  healthy=$(application_field "$ready.status")
  case $healthy in
    True) say 'Health:   Healthy' ;;
    '') say 'Health:   not synced yet' ;;
    *) say "Health:   $(application_field "$ready.reason"): $(application_field "$ready.message")" ;;
  esac
  say "Image:    $(app get deployment "$APP_NAME" --ignore-not-found --output 'jsonpath={.spec.template.spec.containers[*].image}')"
  [ "$(source_field "$ready.status")" != False ] || say "Problem:  $(source_field "$ready.message")"
  left=$(left_to_prune)
  [ -z "$left" ] || say "Problem:  Git no longer has $left, which the cluster still has: npx projen app:sync --prune --env $ENVIRONMENT"
}

# now: prints a value for the annotation by which Flux reconciles an object at once; Flux repeats it in the status.
now() { say "$$.$SECONDS.$RANDOM"; }

# suspend_source: makes Flux hold new commits again. It must not fail: it runs when the task ends.
suspend_source() {
  app patch "$SOURCE" "$APPLICATION" --type merge --patch '{"spec": {"suspend": true}}' ||
    warn "Flux still reads new commits (syncPolicy: manual). To stop that: npx projen app:create --env $ENVIRONMENT"
}

# fetch: makes Flux read the newest commit.
fetch() {
  local asked handled ready
  asked=$(now)
  # With syncPolicy: manual, the source is suspended except during a sync.
  [ "$SYNC_POLICY" != manual ] || trap suspend_source EXIT
  app patch "$SOURCE" "$APPLICATION" --type merge --patch \
    "{\"metadata\": {\"annotations\": {\"reconcile.fluxcd.io/requestedAt\": \"$asked\"}}, \"spec\": {\"suspend\": false}}"
  if $DRY_RUN; then return; fi
  for _ in {1..60}; do
    IFS='|' read -r handled ready <<<"$(source_field '.status.lastHandledReconcileAt}|{.status.conditions[?(@.type=="Ready")].status')"
    case $handled/$ready in
      "$asked"/True) return ;;
      "$asked"/False) die "Flux cannot read the config repo: $(source_field '.status.conditions[?(@.type=="Ready")].message')" ;;
    esac
    sleep 1
  done
  die "Flux did not read Git within a minute. $(why_idle)"
}

# engine_sync PRUNE: makes Flux apply the manifests in Git and waits until the application is healthy.
engine_sync() {
  local prune=$1 asked limit state problem handled applied ready reason wanted left pods minutes
  [ "$SYNC_POLICY" != manual ] || fetch
  asked=$(now)
  # Also undoes changes made by hand, when Git has no new commit.
  app annotate "$KUSTOMIZATION" "$APPLICATION" --overwrite "reconcile.fluxcd.io/requestedAt=$asked"
  if $DRY_RUN; then return; fi

  pods="Its pods may show why:
  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events"
  # A new load balancer and a new node take minutes, and Kubernetes replaces pods one at a time.
  limit=$((600 + 15 * REPLICAS))
  handled='' ready='' reason='' problem=''
  while [ $SECONDS -lt "$limit" ]; do
    problem=
    if state=$(application_field '.status.lastHandledReconcileAt}|{.status.lastAppliedRevision}|{.status.conditions[?(@.type=="Ready")].status}|{.status.conditions[?(@.type=="Ready")].reason' 2>/dev/null) &&
      wanted=$(source_field .status.artifact.revision 2>/dev/null); then
      IFS='|' read -r handled applied ready reason <<<"$state"
      case $handled/$ready/$reason in
        "$asked/True/"*)
          if [ "$applied" = "$wanted" ]; then
            left=$(left_to_prune)
            if [ -n "$left" ] && ! $prune; then
              die "Git no longer has $left, which the cluster still has. To delete it: npx projen app:sync --prune --env $ENVIRONMENT"
            fi
            # shellcheck disable=SC2086 # kind/name, separated by spaces
            [ -z "$left" ] || app delete $left --ignore-not-found
            engine_status
            return
          fi
          ;;
        # Flux repeats a check of the health that timed out.
        "$asked/False/HealthCheckFailed" | "$asked/False/ArtifactFailed") ;;
        "$asked/False/"*) die "The sync failed: $(application_field '.status.conditions[?(@.type=="Ready")].message')" ;;
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
  [ "$handled" = "$asked" ] || [ "$reason" = Progressing ] || die "Flux has not started the sync $minutes. $(why_idle)"
  die "The sync is not finished $minutes, or the application is not healthy (${reason:-unknown}). $pods"
}
