import { type Answered, type Change, DEPLOY_PIPELINE, type Step } from './change';
import { CREATED, EXISTING } from './places';
import { GitOpsEngine, RepoAuth } from '../enums';
import type { ResolvedEnvironment } from '../gitops-environment';

const ARGOCD = [{ option: 'engine', values: [GitOpsEngine.ARGOCD] }] as const;
const FLUX = [{ option: 'engine', values: [GitOpsEngine.FLUX] }] as const;

/** Whether an environment has or had a cluster of its own. */
function hasClusters({ before, after }: Answered): boolean {
  return [before, after].some(({ environments }) =>
    ((environments ?? []) as readonly ResolvedEnvironment[]).some(({ clusterName }) => clusterName !== undefined));
}

/** Brings up a cluster that an environment names. */
const NEW_CLUSTERS: readonly Step[] = [
  {
    where: 'config',
    act: 'For each new cluster: `npx projen cluster:create --env NAME`, `npx projen cluster:check --env NAME`',
    why: 'creates the cluster of the environment NAME, which AWS bills from then on; keeps an existing one. First add your address to `cluster/CLUSTER/eksctl.yaml`, or add `--private`',
    when: CREATED,
    applies: hasClusters,
  },
  {
    where: 'config',
    act: 'For each new cluster: `npx projen cluster:connect --env NAME`, `npx projen cluster:check --env NAME`',
    why: 'creates the kubectl context of the cluster of the environment NAME, and lists what the cluster lacks',
    when: EXISTING,
    applies: hasClusters,
  },
  {
    where: 'config',
    act: 'For each new cluster: `npx projen argocd:install --env NAME`, `npx projen argocd:connect --env NAME`',
    why: 'installs Argo CD in it, and copies the password of another cluster: IAM allows two for the user, so all share one',
    when: ARGOCD,
    applies: hasClusters,
  },
  {
    where: 'config',
    act: 'For each new cluster: `npx projen flux:install --env NAME`, `npx projen flux:connect --env NAME`',
    why: 'installs Flux in it and gives it the IAM role there, too',
    when: FLUX,
    applies: hasClusters,
  },
];

/** Removes an environment from the cluster that it has left, and the cluster. */
const OLD_CLUSTERS: readonly Step[] = [
  {
    where: 'config',
    act: 'For each environment that has moved: `npx projen app:open --env NAME`, then `KUBE_CONTEXT=OLD npx projen app:delete --env NAME --yes`',
    why: 'prints the new address, to which you point your DNS; then deletes the application in its old cluster, with its load balancer',
    applies: hasClusters,
  },
  {
    where: 'config',
    act: 'For each cluster without an environment: `eksctl delete cluster --region REGION --name CLUSTER --wait`, `git rm` of its eksctl configuration',
    why: 'deletes the cluster, if this pair created it; AWS bills it until then. Its configuration is yours, so a synth does not delete it',
    when: CREATED,
    applies: hasClusters,
  },
];

/** The topic "Environments". */
export const ENVIRONMENTS = {
  environments: {
    effect:
      'Each environment in the list has its own overlay, namespace, application and stage of the pipeline. Environments that ' +
      'stay in the list keep their pods and images. With the first list, the environment of `environment` stays as it is if the ' +
      'list includes its name; its objects of the GitOps engine move to a folder of their own. An environment with another ' +
      '`clusterName` moves to that cluster and gets a new load balancer; it runs in the old one until you delete it there.',
    steps: [
      { ...DEPLOY_PIPELINE, why: 'creates the stages of the pipeline in the order of the list' },
      {
        where: 'config',
        act: '`npx projen argocd:connect`, commit and push `argocd/connection/connection.yaml`',
        why: 'writes the URL with the ID of the SSH key into that file, which is new with the first list',
        when: [{ option: 'repoAuth', values: [RepoAuth.SSH] }],
      },
      ...NEW_CLUSTERS,
      {
        where: 'config',
        act: '`npx projen promote --to NAME` for each new environment, in the order of the list',
        why: 'gives it the image of the environment before it; the pipeline does so only for its next build',
      },
      {
        where: 'config',
        act: '`npx projen app:create --env NAME`, `npx projen app:status --env NAME` for each environment',
        why: 'creates or updates its application; with `syncPolicy: manual`, `npx projen app:sync --env NAME` applies it',
      },
      ...OLD_CLUSTERS,
      {
        where: 'config',
        act:
          'For each removed environment: `kubectl --context {clusterName} --namespace argocd delete application {appName}-NAME`, ' +
          '`kubectl --context {clusterName} --namespace argocd delete appproject {appName}-NAME`, ' +
          '`kubectl --context {clusterName} delete namespace {appName}-NAME`, `git rm -r k8s/overlays/NAME`',
        why: 'deletes its application with the load balancer; its overlay is yours, so a synth does not delete it. The context is the name of its cluster',
        when: ARGOCD,
      },
      {
        where: 'config',
        act:
          'For each removed environment: `kubectl --context {clusterName} --namespace {appName}-NAME delete kustomizations.kustomize.toolkit.fluxcd.io {appName}-NAME`, ' +
          '`kubectl --context {clusterName} delete namespace {appName}-NAME`, `git rm -r k8s/overlays/NAME flux/environments/NAME`',
        why: 'deletes its application with the load balancer; its overlay and its permissions are yours, so a synth does not delete them. The context is the name of its cluster',
        when: FLUX,
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
