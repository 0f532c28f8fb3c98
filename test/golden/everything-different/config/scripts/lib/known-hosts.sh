# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The SSH hosts that Argo CD knows.
# shellcheck shell=bash

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
    if ! known=$(argo get configmap "$KNOWN_HOSTS" --output 'jsonpath={.metadata.resourceVersion}{"\n"}{.data.ssh_known_hosts}'); then
      die "The ConfigMap $KNOWN_HOSTS of Argo CD cannot be read; kubectl says why above. Where it is not there: npx projen argocd:install"
    fi
    version=$(sed -n 1p <<<"$known")
    others=$(sed 1d <<<"$known" | grep -v "^$CODECOMMIT_HOST " || true)
    patch=$(kubectl create configmap "$KNOWN_HOSTS" --from-literal "ssh_known_hosts=$others"$'\n'"$1"$'\n' --dry-run=client --output json |
      sed "s/^ *\"metadata\": {/&\"resourceVersion\": \"$version\",/")
    problem=$(argo patch configmap "$KNOWN_HOSTS" --type merge --patch "$patch" 2>&1 >/dev/null) && return
    [[ $problem == *'object has been modified'* ]] ||
      die "The ConfigMap $KNOWN_HOSTS of Argo CD cannot be changed: $problem"
    # Whoever else is at it is not to come again at the same moment.
    sleep "0.$((RANDOM % 10))"
  done
  die "Another program changed the ConfigMap $KNOWN_HOSTS of Argo CD at each of 20 attempts. Run this again."
}
