import { APPLY_APPLICATION, type Change, SYNC, type Step } from './change';
import { ClusterSource, GitOpsEngine } from '../enums';

const CREATED = [{ option: 'cluster', values: [ClusterSource.CREATE] }] as const;
const EXISTING = [{ option: 'cluster', values: [ClusterSource.EXISTING] }] as const;
const TO_MANAGED = { to: [GitOpsEngine.ARGOCD_MANAGED] } as const;
const FROM_MANAGED = { from: [GitOpsEngine.ARGOCD_MANAGED] } as const;
const FROM_ARGOCD = { from: [GitOpsEngine.ARGOCD] } as const;
const TO_ARGOCD = { to: [GitOpsEngine.ARGOCD] } as const;
const ARGO = 'kubectl --context {clusterName} --namespace argocd';

export const DEPLOY_CAPABILITY: Step = {
  where: 'app',
  act: '`npx projen argocd:deploy`',
  why: 'creates or updates the Argo CD capability of the cluster',
};
export const REGISTER: Step = {
  where: 'config',
  act: '`npx projen argocd:install`',
  why: 'waits for the capability, associates its access policies, and registers the cluster with it',
};
const DEPLOY_REPOSITORIES: Step = { where: 'app', act: '`npx projen repos:deploy`', why: '' };

/** The option `engine`. */
export const ENGINE: Change = {
  effect:
    'Another program applies what Git says. What runs is kept: no pod restarts and nothing is deleted. Between the first and ' +
    'the last step, no program applies changes in Git. Change `repoAuth`, `pollSeconds`, `identityCenterArn`, `identityCenterRegion`, ' +
    '`argocdAdminType` and `argocdAdmin` in the same synth, as far as the new engine has them.',
  steps: [
    {
      where: 'config',
      act: `\`${ARGO} scale statefulset/argocd-application-controller deployment/argocd-applicationset-controller --replicas 0\``,
      why: 'stops Argo CD in the cluster: two Argo CDs must not reconcile the same Application',
      ...FROM_ARGOCD,
      ...TO_MANAGED,
    },
    {
      where: 'config',
      act: '`eksctl delete capability --region {region} --cluster {clusterName} --name argocd`',
      why: 'stops the managed Argo CD; the Application and everything that it deployed stay in the cluster',
      when: CREATED,
      ...FROM_MANAGED,
    },
    {
      where: 'app',
      act: '`aws cloudformation delete-stack --region {region} --stack-name argocd-{clusterName}`, then `aws cloudformation wait stack-delete-complete` with the same flags',
      why: 'stops the managed Argo CD; the Application and everything that it deployed stay in the cluster. In the name of the stack, underscores become hyphens',
      when: EXISTING,
      ...FROM_MANAGED,
    },
    {
      ...DEPLOY_REPOSITORIES,
      why: 'deletes the IAM user and its password or key; with `cluster: existing`, creates the role with which the managed Argo CD reads the config repo',
      ...TO_MANAGED,
    },
    { ...DEPLOY_REPOSITORIES, why: 'creates the IAM user with which Argo CD reads the config repo', ...TO_ARGOCD },
    {
      where: 'config',
      act: `\`${ARGO} delete secret repository-{appName}-{environment}\``,
      why: 'deletes the credentials of the IAM user: with them, the managed Argo CD would not use its role',
      ...FROM_ARGOCD,
      ...TO_MANAGED,
    },
    {
      where: 'config',
      act: `\`${ARGO} delete secret in-cluster\``,
      why: 'deletes the registration of the cluster, which Argo CD in the cluster cannot read',
      ...FROM_MANAGED,
    },
    { ...DEPLOY_CAPABILITY, when: EXISTING, ...TO_MANAGED },
    { ...REGISTER, ...TO_MANAGED },
    {
      where: 'config',
      act: '`npx projen argocd:install`, `npx projen argocd:connect`',
      why: 'installs Argo CD in the cluster and gives it credentials for the config repo',
      ...TO_ARGOCD,
    },
    APPLY_APPLICATION,
    SYNC,
    {
      where: 'config',
      act: `\`${ARGO} delete deployment,statefulset,service,networkpolicy --selector app.kubernetes.io/part-of=argocd\``,
      why: 'deletes the stopped Argo CD, once `npx projen app:status` shows the application as synced. Never delete its CRDs: Kubernetes would delete the Application, and with it everything that it deployed',
      ...FROM_ARGOCD,
      ...TO_MANAGED,
    },
  ],
};

const RECREATE: readonly Step[] = [
  {
    where: 'config',
    act: '`eksctl delete capability --config-file cluster/eksctl.yaml`',
    why: 'EKS cannot change this value of a capability; what runs is kept',
    when: CREATED,
  },
  {
    where: 'app',
    act: '`npx projen argocd:delete --yes`, `npx projen argocd:deploy`',
    why: 'EKS cannot change this value of a capability, so the stack is created again; what runs is kept',
    when: EXISTING,
  },
  { ...REGISTER, why: 'creates the capability again, if it is missing, and registers the cluster with it' },
];

const ADMINISTER: readonly Step[] = [
  {
    where: 'config',
    act: '`eksctl update capability --config-file cluster/eksctl.yaml`',
    why: 'gives the role of the administrator to the new group or user',
    when: CREATED,
  },
  { ...DEPLOY_CAPABILITY, why: 'gives the role of the administrator to the new group or user', when: EXISTING },
];

/** The options about IAM Identity Center. */
export const IDENTITY_CENTER = {
  identityCenterRegion: {
    effect: 'People sign in to Argo CD with an IAM Identity Center instance in another region. Until the last step, no changes in Git are applied.',
    steps: RECREATE,
  },
  identityCenterArn: {
    effect: 'People sign in to Argo CD with another IAM Identity Center instance. Until the last step, no changes in Git are applied.',
    steps: RECREATE,
  },
  argocdAdminType: { effect: 'Another group or user administers Argo CD. What runs is kept.', steps: ADMINISTER },
  argocdAdmin: { effect: 'Another group or user administers Argo CD. What runs is kept.', steps: ADMINISTER },
} as const satisfies Readonly<Record<string, Change>>;
