import { APPLY_APPLICATION, type Change, type Step, SYNC } from './change';
import { GitOpsEngine } from '../enums';

const KUBECTL = 'kubectl --context {clusterName}';
const NAME = '{appName}-{environment}';
const FROM_ARGOCD = { where: 'config', from: [GitOpsEngine.ARGOCD] } as const;
const FROM_FLUX = { where: 'config', from: [GitOpsEngine.FLUX] } as const;
const TO_ARGOCD = { where: 'config', to: [GitOpsEngine.ARGOCD] } as const;
const TO_FLUX = { where: 'config', to: [GitOpsEngine.FLUX] } as const;

/** Makes the old engine let go of the application, without deleting anything that runs. */
const LET_GO: readonly Step[] = [
  {
    ...FROM_ARGOCD,
    act: `\`${KUBECTL} --namespace argocd patch application ${NAME} --type merge --patch '{"metadata": {"finalizers": null}}'\``,
    why: 'without the finalizer, Argo CD keeps the resources of an Application that is deleted',
  },
  {
    ...FROM_ARGOCD,
    act: `\`${KUBECTL} --namespace argocd delete application,appproject ${NAME}\`, \`${KUBECTL} --namespace argocd delete secret repository-${NAME}\``,
    why: 'Argo CD no longer applies anything; what runs is kept',
  },
  {
    ...FROM_FLUX,
    act:
      `\`${KUBECTL} --namespace ${NAME} patch kustomizations.kustomize.toolkit.fluxcd.io ${NAME} --type merge ` +
      '--patch \'{"spec": {"deletionPolicy": "Orphan"}}\'`',
    why: 'with this policy, Flux keeps the resources of a Kustomization that is deleted',
  },
  {
    ...FROM_FLUX,
    act:
      `\`${KUBECTL} --namespace ${NAME} delete kustomizations.kustomize.toolkit.fluxcd.io,gitrepositories.source.toolkit.fluxcd.io ${NAME}\`, ` +
      `\`${KUBECTL} --namespace ${NAME} delete rolebinding,role,serviceaccount deployer\``,
    why: 'Flux no longer applies anything; what runs is kept',
  },
  {
    ...FROM_FLUX,
    act:
      '`aws eks list-pod-identity-associations --region {region} --cluster-name {clusterName} --namespace flux-system`, then ' +
      '`aws eks delete-pod-identity-association --region {region} --cluster-name {clusterName} --association-id ID`',
    why: 'takes the IAM role away from Flux; skip it if another pair in this cluster uses it',
  },
];

/** Deletes the old engine, which other applications may use. */
const UNINSTALL: readonly Step[] = [
  {
    ...FROM_ARGOCD,
    act: `\`${KUBECTL} delete namespace argocd\`, \`${KUBECTL} delete crd applications.argoproj.io applicationsets.argoproj.io appprojects.argoproj.io\``,
    why: `deletes Argo CD, if \`${KUBECTL} get applications.argoproj.io --all-namespaces\` lists no application`,
  },
  {
    ...FROM_FLUX,
    act: `\`${KUBECTL} delete namespace flux-system\`, \`${KUBECTL} delete crd --selector app.kubernetes.io/part-of=flux\``,
    why: `deletes Flux, if \`${KUBECTL} get kustomizations.kustomize.toolkit.fluxcd.io --all-namespaces\` lists none`,
  },
];

/** Another engine takes over a living application. */
export const ENGINE: Change = {
  effect:
    'Another program in the cluster applies what Git says. It adopts the objects that are there: nothing is deleted and no pod restarts. ' +
    '`repoAuth` changes, too: delete it from `.projenrc.json` if it is there.',
  steps: [
    ...LET_GO,
    {
      where: 'app',
      act: '`npx projen repos:deploy`',
      why: 'creates what the new engine reads the config repo with, and deletes what the old one used',
    },
    {
      ...TO_ARGOCD,
      act: '`npx projen argocd:install`, `npx projen argocd:connect`',
      why: 'installs Argo CD and connects it',
    },
    {
      ...TO_ARGOCD,
      act: 'Commit and push `argocd/connection.yaml`.',
      why: 'the task wrote the new address into it; nothing is to commit with `repoAuth: https`',
    },
    {
      ...TO_FLUX,
      act: '`npx projen flux:install`, `npx projen flux:connect`',
      why: 'installs Flux and gives it the IAM role',
    },
    APPLY_APPLICATION,
    SYNC,
    {
      ...FROM_ARGOCD,
      act: '`npx projen app:adopt --from argocd-controller`',
      why: 'removes what Argo CD left in the objects: a field that it still owns would stay after Git loses it',
    },
    {
      ...FROM_FLUX,
      act: '`npx projen app:adopt --from kustomize-controller`',
      why: 'removes what Flux left in the objects: a field that it still owns would stay after Git loses it',
    },
    ...UNINSTALL,
  ],
};
