# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# What Git no longer has and Flux has not deleted. Reads the cluster with the functions of engine.sh.
# shellcheck shell=bash

# left_to_prune: prints the objects that Flux applied and that Git no longer has, as kind/name. With "prune: false", Flux
# removes such an object from its inventory and never deletes it, but the object keeps Flux's label.
left_to_prune() {
  local kinds
  kinds=$(app get role deployer --output 'jsonpath={range .rules[*].resources[*]}{@},{end}') || return 0
  {
    application_field 'range .status.inventory.entries[*]}inventory {.id}{"\n"}{end'
    # Kubernetes copies labels to the objects that it derives from another one; those have an owner.
    app get "${kinds%,}" --selector "kustomize.toolkit.fluxcd.io/name=$APPLICATION" --output \
      'jsonpath={range .items[*]}{.metadata.ownerReferences[0].kind}/{.metadata.namespace}_{.metadata.name}_{.apiVersion}_{.kind}{"\n"}{end}'
  } | awk -F / '
    # An entry of the inventory is <namespace>_<name>_<group>_<kind>.
    /^inventory / { sub(/^inventory /, ""); known[$0] = 1; next }
    /^\// {
      split(substr($0, 2), part, "_")
      group = part[3]; if (!sub(/\/.*/, "", group)) group = ""
      if (!((part[1] "_" part[2] "_" group "_" part[4]) in known)) printf "%s%s/%s", (count++ ? " " : ""), tolower(part[4]), part[2]
    }'
}
