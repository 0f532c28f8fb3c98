import type { Change, Step } from './change';
import { DEPLOY_CAPABILITY, REGISTER } from './engine';
import { CREATED, EXISTING } from './places';

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
