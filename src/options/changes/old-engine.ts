import type { Step } from './change';
import { CREATED, EXISTING } from './places';
import { GitOpsEngine } from '../enums';

const { ARGOCD, ARGOCD_MANAGED, FLUX } = GitOpsEngine;
const KUBECTL = 'kubectl --context {clusterName}';
const ARGO = `${KUBECTL} --namespace argocd`;
const NAME = '{appName}-{environment}';
const APP = `${KUBECTL} --namespace ${NAME}`;
const KUSTOMIZATION = 'kustomizations.kustomize.toolkit.fluxcd.io';
const SOURCE = 'gitrepositories.source.toolkit.fluxcd.io';

/** Stops an Argo CD before the other one starts, which takes over its Application. */
export const STOP: readonly Step[] = [
  {
    where: 'config',
    act: `\`${ARGO} scale statefulset/argocd-application-controller deployment/argocd-applicationset-controller --replicas 0\``,
    why: 'stops Argo CD in the cluster: two Argo CDs must not reconcile the same Application',
    from: [ARGOCD],
    to: [ARGOCD_MANAGED],
  },
];

const OF_ARGO = { where: 'config', from: [ARGOCD, ARGOCD_MANAGED], to: [FLUX] } as const;
const OF_FLUX = { where: 'config', from: [FLUX] } as const;
const STOPS_MANAGED = 'stops the managed Argo CD; the Application and everything that it deployed stay in the cluster';

/** Makes the old engine let go of the application. Nothing that runs is deleted. */
export const LET_GO: readonly Step[] = [
  {
    ...OF_ARGO,
    act: `\`${ARGO} patch application ${NAME} --type merge --patch '{"metadata": {"finalizers": null}}'\``,
    why: 'without the finalizer, Argo CD keeps the resources of an Application that is deleted',
  },
  {
    ...OF_ARGO,
    act: `\`${ARGO} delete application,appproject ${NAME}\``,
    why: 'Argo CD no longer applies anything; what runs is kept',
  },
  {
    where: 'config',
    act: '`eksctl delete capability --region {region} --cluster {clusterName} --name argocd`',
    why: STOPS_MANAGED,
    when: CREATED,
    from: [ARGOCD_MANAGED],
  },
  {
    where: 'app',
    act: '`aws cloudformation delete-stack --region {region} --stack-name argocd-{clusterName}`, then `aws cloudformation wait stack-delete-complete` with the same flags',
    why: `${STOPS_MANAGED}. In the name of the stack, underscores become hyphens`,
    when: EXISTING,
    from: [ARGOCD_MANAGED],
  },
  {
    ...OF_FLUX,
    act: `\`${APP} patch ${KUSTOMIZATION} ${NAME} --type merge --patch '{"spec": {"deletionPolicy": "Orphan"}}'\``,
    why: 'with this policy, Flux keeps the resources of a Kustomization that is deleted',
  },
  {
    ...OF_FLUX,
    act: `\`${APP} delete ${KUSTOMIZATION},${SOURCE} ${NAME}\`, \`${APP} delete rolebinding,role,serviceaccount deployer\``,
    why: 'Flux no longer applies anything; what runs is kept',
  },
  {
    ...OF_FLUX,
    act:
      '`aws eks list-pod-identity-associations --region {region} --cluster-name {clusterName} --namespace flux-system`, then ' +
      '`aws eks delete-pod-identity-association --region {region} --cluster-name {clusterName} --association-id ID`',
    why: 'takes the IAM role away from Flux; skip it if another pair in this cluster uses it',
  },
];

/** Deletes the Secrets of the old engine. */
export const FORGET: readonly Step[] = [
  {
    where: 'config',
    act: `\`${ARGO} delete secret repository-${NAME}\``,
    why: 'deletes the credentials of the IAM user: with them, the managed Argo CD would not use its role',
    from: [ARGOCD],
    to: [ARGOCD_MANAGED],
  },
  {
    where: 'config',
    act: `\`${ARGO} delete secret repository-${NAME}\``,
    why: 'deletes the credentials of the IAM user, which no longer exists',
    from: [ARGOCD],
    to: [FLUX],
  },
  {
    where: 'config',
    act: `\`${ARGO} delete secret in-cluster\``,
    why: 'deletes the registration of the cluster, which only the managed Argo CD can read',
    from: [ARGOCD_MANAGED],
  },
];

/** Deletes the programs of the old engine, which other applications may use. */
export const DELETE_PROGRAMS: readonly Step[] = [
  {
    where: 'config',
    act: `\`${ARGO} delete deployment,statefulset,service,networkpolicy --selector app.kubernetes.io/part-of=argocd\``,
    why: 'deletes the stopped Argo CD, once `npx projen app:status` shows the application as synced. Never delete its CRDs: Kubernetes would delete the Application, and with it everything that it deployed',
    from: [ARGOCD],
    to: [ARGOCD_MANAGED],
  },
  {
    ...OF_ARGO,
    act: `\`${KUBECTL} delete namespace argocd\`, \`${KUBECTL} delete crd applications.argoproj.io applicationsets.argoproj.io appprojects.argoproj.io\``,
    why: `deletes Argo CD, if \`${KUBECTL} get applications.argoproj.io --all-namespaces\` lists no application`,
  },
  {
    ...OF_FLUX,
    act: `\`${KUBECTL} delete namespace flux-system\`, \`${KUBECTL} delete crd --selector app.kubernetes.io/part-of=flux\``,
    why: `deletes Flux, if \`${KUBECTL} get ${KUSTOMIZATION} --all-namespaces\` lists none`,
  },
];
