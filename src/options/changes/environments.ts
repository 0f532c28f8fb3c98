import { type Change, DEPLOY_PIPELINE } from './change';
import { GitOpsEngine, RepoAuth } from '../enums';

/** The topic "Environments". */
export const ENVIRONMENTS = {
  environments: {
    effect:
      'Each environment in the list has its own overlay, namespace, application and stage of the pipeline. Environments that ' +
      'stay in the list keep their pods and images. With the first list, the environment of `environment` stays as it is if the ' +
      'list includes its name; its objects of the GitOps engine move to a folder of their own.',
    steps: [
      { ...DEPLOY_PIPELINE, why: 'creates the stages of the pipeline in the order of the list' },
      {
        where: 'config',
        act: '`npx projen argocd:connect`, commit and push `argocd/connection/connection.yaml`',
        why: 'writes the URL with the ID of the SSH key into that file, which is new with the first list',
        when: [{ option: 'repoAuth', values: [RepoAuth.SSH] }],
      },
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
      {
        where: 'config',
        act:
          'For each removed environment: `kubectl --context {clusterName} --namespace argocd delete application {appName}-NAME`, ' +
          '`kubectl --context {clusterName} --namespace argocd delete appproject {appName}-NAME`, ' +
          '`kubectl --context {clusterName} delete namespace {appName}-NAME`, `git rm -r k8s/overlays/NAME`',
        why: 'deletes its application with the load balancer; its overlay is yours, so a synth does not delete it',
        when: [{ option: 'engine', values: [GitOpsEngine.ARGOCD] }],
      },
      {
        where: 'config',
        act:
          'For each removed environment: `kubectl --context {clusterName} --namespace {appName}-NAME delete kustomizations.kustomize.toolkit.fluxcd.io {appName}-NAME`, ' +
          '`kubectl --context {clusterName} delete namespace {appName}-NAME`, `git rm -r k8s/overlays/NAME flux/environments/NAME`',
        why: 'deletes its application with the load balancer; its overlay and its permissions are yours, so a synth does not delete them',
        when: [{ option: 'engine', values: [GitOpsEngine.FLUX] }],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
