#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Checks the application's requirements on the cluster, and prints how to add missing ones.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
# This task is about the cluster alone, which may be in another region than the pipeline.
REGION=$CLUSTER_REGION
export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION

require_cluster
ARCHITECTURE=${PLATFORM#linux/}

# Prints one line for each requirement. --dry-run prints the requests instead.
complete=true
report() { if ! $DRY_RUN; then printf '%-9s%s\n' "$@"; fi; }
found() { report ok "$1"; }
missing() { report missing "$1"; complete=false; }
# not_seen THING: reports a requirement that could not be checked, because a request failed.
not_seen() {
  case $(kind_of "$problem") in
    forbidden) report unknown "$1: you have no permission to read it. ${problem##*$'\n'}" ;;
    *) report unknown "$1: no answer. ${problem##*$'\n'}" ;;
  esac
  complete=false
}

# ask ARGUMENTS…: runs kubectl. Sets $seen to its output and $problem to its error message, unless an object is missing.
seen='' problem=''
ask() {
  if $DRY_RUN; then
    kube "$@"
    return
  fi
  seen='' problem=''
  if ! seen=$(kube "$@" 2>/dev/null); then
    seen=''
    problem=$(kube "$@" 2>&1 >/dev/null) && problem='The first of two requests failed. Run this again.'
    [ "$(kind_of "$problem")" != absent ] || problem=''
  fi
}

# daemon_set NAMESPACE NAME: asks for "<number of ready pods>/<number of desired pods> <arguments of its containers>".
daemon_set() {
  ask get daemonset "$2" --namespace "$1" --ignore-not-found --output \
    'jsonpath={.status.numberReady}/{.status.desiredNumberScheduled} {.spec.template.spec.containers[*].args}'
}

# all_ready THING: whether the DaemonSet in $seen is ready on each of its nodes. Without nodes, it counts as missing.
all_ready() {
  local pods=${seen%% *}
  case $pods in
    '' | 0/0 | /) return 1 ;;
    "${pods#*/}/${pods#*/}") return ;;
  esac
  unready="$1 is ready on only ${pods%%/*} of ${pods#*/} nodes"
  return 1
}

network_policies() {
  local off='' unready='' blind='' controller name
  ask get configmap amazon-vpc-cni --namespace kube-system --ignore-not-found --output 'jsonpath={.metadata.name}/{.data.enable-network-policy-controller}'
  controller=$seen blind=$problem
  case $controller in
    */true)
      found 'network policies: EKS Auto Mode enforces them'
      return
      ;;
    '') off='EKS Auto Mode enforces none: the ConfigMap amazon-vpc-cni in kube-system does not exist' ;;
    *) off='EKS Auto Mode enforces none: the ConfigMap amazon-vpc-cni in kube-system disables their controller' ;;
  esac
  daemon_set kube-system aws-node
  if all_ready 'aws-node'; then
    if [[ $seen != *'"--enable-network-policy=true"'* ]]; then
      off="${off:-the VPC CNI (aws-node) runs, but its network policies are disabled}"
    elif [[ $controller != '' && $controller != */true ]]; then
      off="${off:-the VPC CNI (aws-node) supports them, but the ConfigMap amazon-vpc-cni in kube-system disables their controller}"
    else
      found 'network policies: the VPC CNI enforces them'
      return
    fi
  fi
  blind=${blind:-$problem}
  for name in calico-system/calico-node kube-system/calico-node kube-system/cilium; do
    daemon_set "${name%/*}" "${name#*/}"
    if all_ready "$name"; then
      found "network policies: $name enforces them"
      return
    fi
    blind=${blind:-$problem}
  done
  problem=$blind
  if [ -n "$blind" ]; then
    not_seen 'network policies'
  elif [ -n "$unready" ]; then
    missing "network policies: $unready: kubectl --context $CONTEXT get daemonsets,events --all-namespaces"
  else
    missing "network policies: $off:
         kubectl --context $CONTEXT apply --server-side --filename cluster/network-policy.yaml"
  fi
}

# Taints with these effects repel the application's pods, which tolerate none.
REPELS='NoSchedule|NoExecute'

nodes() {
  local thing="nodes for $ARCHITECTURE" blind='' unready='' name ready operator values effects
  local is_ready='.status.conditions[?(@.type=="Ready")].status' arch='.spec.template.spec.requirements[?(@.key=="kubernetes.io/arch")]'
  ask get nodes --selector "kubernetes.io/arch=$ARCHITECTURE" --output \
    "jsonpath={range .items[*]}{.metadata.name}|{$is_ready}|{.spec.taints[*].effect}{\"\n\"}{end}"
  blind=$problem
  while IFS='|' read -r name ready effects; do
    if [ "$ready" = True ] && ! [[ $effects =~ $REPELS ]]; then
      found "$thing: $name"
      return
    fi
    [ -z "$name" ] || unready="$unready $name"
  done <<<"$seen"

  # Auto Mode and Karpenter create nodes when pods need them.
  ask get nodepools.karpenter.sh --output \
    "jsonpath={range .items[*]}{.metadata.name}|{$is_ready}|{$arch.operator}|{$arch.values[*]}|{.spec.template.spec.taints[*].effect}{\"\n\"}{end}"
  blind=${blind:-$problem}
  while IFS='|' read -r name ready operator values effects; do
    [[ $effects =~ $REPELS ]] && continue
    case "$operator: $values " in
      "In:"*" $ARCHITECTURE "* | 'Exists: '* | ':  ') ;;
      'NotIn: '*) [[ " $values " != *" $ARCHITECTURE "* ]] || continue ;;
      *) continue ;;
    esac
    [ -n "$name" ] || continue
    if [ "$ready" = True ]; then
      found "$thing: the node pool $name creates them"
      return
    fi
    unready="$unready nodepool/$name"
  done <<<"$seen"

  problem=$blind
  if [ -n "$blind" ]; then
    not_seen "$thing"
  else
    thing="$thing${unready:+ (not ready or tainted:$unready)}"
    missing "$thing: enable Auto Mode's node pool general-purpose, or create your own:
         https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html"
  fi
}

load_balancers() {
  # The controller runs outside the cluster, but the kinds of its objects are visible.
  ask api-resources --api-group eks.amazonaws.com --output name
  if [[ $seen == *targetgroupbindings.eks.amazonaws.com* ]]; then
    found 'load balancers: EKS Auto Mode is enabled and creates them'
  elif [ -n "$problem" ]; then
    not_seen 'load balancers'
  else
    missing "load balancers: the Service requires EKS Auto Mode (loadBalancerClass), which is not enabled. Enable it:
         https://docs.aws.amazon.com/eks/latest/userguide/auto-enable-existing.html; or, for a cluster without it, answer compute: managed-nodes"
  fi
}

pod_security() {
  local thing="Pod Security in the namespace $NAMESPACE"
  ask get namespace "$NAMESPACE" --ignore-not-found --output 'jsonpath={.metadata.name}/{.metadata.labels.pod-security\.kubernetes\.io/enforce}'
  if [ -n "$problem" ]; then
    not_seen "$thing"
  elif [ -z "$seen" ]; then
    report note "$thing: \"npx projen app:create --env $ENVIRONMENT\" creates the namespace with its label"
  elif [ "${seen#*/}" = restricted ]; then
    found "$thing: restricted"
  else
    missing "$thing: its label is \"${seen#*/}\" instead of restricted. kubectl --context $CONTEXT apply --server-side --filename $ENGINE_FOLDER/namespace.yaml"
  fi
}

network_policies
nodes
[ "$SERVICE_TYPE" = ClusterIP ] || load_balancers
pod_security
$DRY_RUN || $complete || die 'The cluster does not meet all requirements of the application: see above.'
