#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits for the Argo CD capability, grants it access to the cluster and registers the cluster.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

policies=arn:aws:eks::aws:cluster-access-policy

require_account
require_cluster
need base64
if $DRY_RUN; then
  run aws eks list-capabilities --cluster-name "$CLUSTER"
  say "Then the task associates $policies/AmazonEKSAdminViewPolicy (cluster) and"
  say "$policies/AmazonEKSAdminPolicy (namespace $NAMESPACE) with the role of the capability,"
  say 'and writes the ARN of the cluster into the Secret in-cluster of Argo CD.'
  exit
fi

# --- The capability ---------------------------------------------------------------------------------------------------

capability=$(capability_name) || exit 1
if [ -z "$capability" ]; then
  die 'The cluster has no Argo CD capability yet. In the app repo, run: npx projen argocd:deploy'
fi

told=false
while status=$(capability_field "$capability" status); do
  case $status in
    ACTIVE) break ;;
    CREATING | UPDATING) ;;
    *) die "The capability $capability is $status: $(capability_problem "$capability")" ;;
  esac
  [ $SECONDS -lt 1200 ] || die "The capability $capability is still $status after 20 minutes. $(capability_problem "$capability")"
  $told || say "The capability $capability is $status: this takes a few minutes."
  told=true
  sleep 10
done
[ "$status" = ACTIVE ] || die "EKS did not report the status of the capability $capability: see above."
watched=$(capability_field "$capability" configuration.argoCd.namespace)
[ "$watched" = argocd ] ||
  die "The capability $capability supports Applications only in the namespace $watched, and this one is in argocd. EKS cannot change the namespace."

# --- Its access to the cluster ----------------------------------------------------------------------------------------

role=$(capability_field "$capability" roleArn)

# associate POLICY SCOPE: associates an access policy with the role. EKS creates the role's access entry some time after
# the capability.
associate() {
  local problem
  for _ in {1..30}; do
    problem=$(aws eks associate-access-policy --cluster-name "$CLUSTER" --principal-arn "$role" --policy-arn "$policies/$1" --access-scope "$2" 2>&1 >/dev/null) && return
    [[ $problem == *ResourceNotFoundException* ]] || break
    sleep 10
  done
  die "EKS did not associate $1 with $role: $problem
  The cluster must use EKS access entries (authentication mode API or API_AND_CONFIG_MAP)."
}

# Argo CD reads every kind of object in the cluster, for health and drift: this policy allows no less.
associate AmazonEKSAdminViewPolicy type=cluster

# It writes only to the namespace of the application. The API has one scope for each policy, so keep the other namespaces.
scope=$(aws eks list-associated-access-policies --cluster-name "$CLUSTER" --principal-arn "$role" --output text \
  --query "associatedAccessPolicies[?ends_with(policyArn, '/AmazonEKSAdminPolicy')].accessScope.[type, join(',', namespaces)]")
read -r kind namespaces <<<"$scope" || true
case ${kind:-}/,${namespaces:-}, in
  cluster/* | */*",$NAMESPACE,"*) ;;
  *) associate AmazonEKSAdminPolicy "type=namespace,namespaces=${namespaces:+$namespaces,}$NAMESPACE" ;;
esac

# --- The registration of the cluster ----------------------------------------------------------------------------------

arn=$(aws eks describe-cluster --name "$CLUSTER" --query cluster.arn --output text)

# in_secret FIELD: prints a field of the Secret, or nothing if the Secret does not exist.
in_secret() { argo get secret in-cluster --ignore-not-found --output "jsonpath={.data.$1}" | base64 --decode; }

project=$(in_secret project)
case $project in
  '' | "$APPLICATION") ;;
  *) die "The cluster is registered with Argo CD for its project $project. The managed Argo CD lets only one project deploy to a cluster.
  If that project is no longer needed, delete the registration: kubectl --context $CONTEXT --namespace argocd delete secret in-cluster" ;;
esac
kubectl create secret generic in-cluster --from-literal=name=in-cluster --from-literal="server=$arn" --from-literal="project=$APPLICATION" \
  --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=cluster |
  argo apply --server-side --force-conflicts --filename - >/dev/null ||
  die 'kubectl could not write the Secret of Argo CD: see above.'
say "Argo CD (capability $capability) can read $CONFIG_REPO and deploy to the namespace $NAMESPACE. Its web interface: npx projen argocd:open"
