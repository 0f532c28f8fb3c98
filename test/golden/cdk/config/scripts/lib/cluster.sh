# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# What the tasks that touch the cluster share.
# shellcheck shell=bash

# The context that "npx projen cluster:connect" makes. Naming it keeps the tasks off whatever cluster happens to be the current one.
CONTEXT=${KUBE_CONTEXT:-$CLUSTER}
# Where the image's digest is written.
DIGEST_FILE=$OVERLAY/kustomization.yaml

# kubectl with that context, and in Argo CD's namespace. --dry-run shows the whole command.
kube() { run kubectl --context "$CONTEXT" "$@"; }
argo() { kube --namespace argocd "$@"; }

require_cluster() {
  if $DRY_RUN; then return; fi
  need kubectl
  kube version >/dev/null 2>&1 ||
    die "The cluster does not answer (context $CONTEXT). Run \"npx projen cluster:connect\" first."
}

# digest_in: reads an overlay on standard input, prints the digest of the image in it.
digest_in() {
  sed -n "s/^ *\(- *\)\{0,1\}digest: *[\"']\{0,1\}\(sha256:[0-9a-f]*\)[\"']\{0,1\} *$/\2/p" | head -n 1
}

# Ends the task unless what is checked out is the branch that Argo CD follows, as it is on the server and without other changes.
require_branch() {
  need git
  [ "$(git symbolic-ref --quiet --short HEAD)" = "$BRANCH" ] || die "Argo CD follows $BRANCH: git switch $BRANCH"
  git diff --quiet HEAD -- || die 'There are changes that are not committed.'
  git pull --quiet --ff-only origin "$BRANCH" || die "The branch $BRANCH cannot be brought up to date. Was it pushed? npx projen repos:push"
}

# Ends the task while the branch that Argo CD follows names no image: its pods could not start.
require_image() {
  if $DRY_RUN; then return; fi
  need git
  git fetch --quiet origin "$BRANCH" ||
    die 'The config repo cannot be read. Push it first: npx projen repos:push'
  local digest
  digest=$(git show "origin/$BRANCH:$DIGEST_FILE" | digest_in)
  if [ -z "$digest" ] || [ "$digest" = "$NO_DIGEST" ]; then
    die "No image was promoted yet, so that no pod could start. The pipeline brings one (promotion: $PROMOTION); by hand: npx projen promote"
  fi
}

# application_field PATH: one field of the Application.
application_field() {
  argo get application "$APPLICATION" --output "jsonpath={$1}"
}

require_application() {
  if $DRY_RUN; then return; fi
  application_field .metadata.name >/dev/null 2>&1 ||
    die "The application $APPLICATION is not there. Run \"npx projen app:create\" first."
}

# Has Argo CD look at Git at once: CodeCommit does not call it, so that it looks every two minutes or so.
refresh() {
  argo annotate application "$APPLICATION" argocd.argoproj.io/refresh=normal --overwrite
  if $DRY_RUN; then return; fi
  for _ in {1..60}; do
    [ -n "$(application_field '.metadata.annotations.argocd\.argoproj\.io/refresh')" ] || return 0
    sleep 1
  done
  die "Argo CD does not answer. Is it running? kubectl --context $CONTEXT --namespace argocd get pods"
}

KNOWN_HOSTS=argocd-ssh-known-hosts-cm

# known_codecommit: prints the line about CodeCommit from the hosts that Argo CD knows, if there is one.
known_codecommit() {
  argo get configmap "$KNOWN_HOSTS" --ignore-not-found --output 'jsonpath={.data.ssh_known_hosts}' | grep "^$CODECOMMIT_HOST " || true
}

# know_codecommit LINE: adds it to the hosts that Argo CD knows, in place of an older one. All other hosts and labels stay, also those that
# somebody adds at the same moment: a list that is no longer the newest is refused as a conflict, and this begins again.
know_codecommit() {
  local known version others patch problem
  for _ in {1..20}; do
    known=$(argo get configmap "$KNOWN_HOSTS" --output 'jsonpath={.metadata.resourceVersion}{"\n"}{.data.ssh_known_hosts}')
    version=$(sed -n 1p <<<"$known")
    others=$(sed 1d <<<"$known" | grep -v "^$CODECOMMIT_HOST " || true)
    patch=$(kubectl create configmap "$KNOWN_HOSTS" --from-literal "ssh_known_hosts=$others"$'\n'"$1"$'\n' --dry-run=client --output json |
      sed "s/^ *\"metadata\": {/&\"resourceVersion\": \"$version\",/")
    problem=$(argo patch configmap "$KNOWN_HOSTS" --type merge --patch "$patch" 2>&1 >/dev/null) && return
    [[ $problem == *'object has been modified'* ]] || break
    # Whoever else is at it is not to come again at the same moment.
    sleep "0.$((RANDOM % 10))"
  done
  die "The ConfigMap $KNOWN_HOSTS of Argo CD cannot be changed: $problem"
}

show_application() {
  say "Sync:     $(application_field .status.sync.status) at $(application_field .status.sync.revision)"
  say "Health:   $(application_field .status.health.status)"
  say "Image:    $(application_field '.status.summary.images[*]')"
  local problem
  problem=$(application_field '.status.conditions[*].message')
  [ -z "$problem" ] || say "Problem:  $problem"
}
