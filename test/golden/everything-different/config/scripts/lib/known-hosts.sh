# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Argo CD's list of known SSH hosts.
# shellcheck shell=bash

KNOWN_HOSTS=argocd-ssh-known-hosts-cm

# known_codecommit: prints the line of CodeCommit in that list, if there is one.
known_codecommit() {
  argo get configmap "$KNOWN_HOSTS" --ignore-not-found --output 'jsonpath={.data.ssh_known_hosts}' | grep "^$CODECOMMIT_HOST " || true
}

# know_codecommit LINE: adds the line to that list, or replaces an older one. Keeps all other hosts and labels,
# including concurrent changes: Kubernetes rejects an outdated list as a conflict, and this function retries.
know_codecommit() {
  local known version others patch problem
  for _ in {1..20}; do
    if ! known=$(argo get configmap "$KNOWN_HOSTS" --output 'jsonpath={.metadata.resourceVersion}{"\n"}{.data.ssh_known_hosts}'); then
      die "kubectl cannot read Argo CD's ConfigMap $KNOWN_HOSTS: see above. If Argo CD is not installed: npx projen argocd:install"
    fi
    version=$(sed -n 1p <<<"$known")
    others=$(sed 1d <<<"$known" | grep -v "^$CODECOMMIT_HOST " || true)
    patch=$(kubectl create configmap "$KNOWN_HOSTS" --from-literal "ssh_known_hosts=$others"$'\n'"$1"$'\n' --dry-run=client --output json |
      sed "s/^ *\"metadata\": {/&\"resourceVersion\": \"$version\",/")
    problem=$(argo patch configmap "$KNOWN_HOSTS" --type merge --patch "$patch" 2>&1 >/dev/null) && return
    [[ $problem == *'object has been modified'* ]] ||
      die "kubectl cannot change Argo CD's ConfigMap $KNOWN_HOSTS: $problem"
    # A random pause, so that concurrent programs do not collide again.
    sleep "0.$((RANDOM % 10))"
  done
  die "Another program changed the ConfigMap $KNOWN_HOSTS of Argo CD at each of 20 attempts. Run this again."
}
