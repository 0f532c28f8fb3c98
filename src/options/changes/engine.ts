import { APPLY_APPLICATION, type Change, SYNC, type Step } from './change';
import { DELETE_PROGRAMS, FORGET, LET_GO, STOP } from './old-engine';
import { EXISTING } from './places';
import { GitOpsEngine } from '../enums';

const TO_MANAGED = { to: [GitOpsEngine.ARGOCD_MANAGED] } as const;
const TO_ARGOCD = { to: [GitOpsEngine.ARGOCD] } as const;
const TO_FLUX = { to: [GitOpsEngine.FLUX] } as const;

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

/** Creates the identity with which the new engine reads the config repo. */
const IDENTITY: readonly Step[] = [
  {
    ...DEPLOY_REPOSITORIES,
    why: 'deletes the identity with which the old engine read the config repo; with `cluster: existing`, creates the role of the managed Argo CD',
    ...TO_MANAGED,
  },
  { ...DEPLOY_REPOSITORIES, why: 'creates the IAM user with which Argo CD reads the config repo', ...TO_ARGOCD },
  {
    ...DEPLOY_REPOSITORIES,
    why: 'creates the IAM role with which Flux reads the config repo, and deletes the identity of the old engine',
    ...TO_FLUX,
  },
];

const START: readonly Step[] = [
  { ...DEPLOY_CAPABILITY, when: EXISTING, ...TO_MANAGED },
  { ...REGISTER, ...TO_MANAGED },
  {
    where: 'config',
    act: '`npx projen argocd:install`, `npx projen argocd:connect`',
    why: 'installs Argo CD in the cluster and gives it credentials for the config repo',
    ...TO_ARGOCD,
  },
  {
    where: 'config',
    act: 'Commit and push `argocd/connection.yaml`, if `git status` lists it.',
    why: 'with `repoAuth: ssh`, the task wrote the address into it',
    ...TO_ARGOCD,
  },
  {
    where: 'config',
    act: '`npx projen flux:install`, `npx projen flux:connect`',
    why: 'installs Flux in the cluster and gives it the IAM role',
    ...TO_FLUX,
  },
];

/** Removes what the old engine left in the objects of the application. Both Argo CDs leave the same. */
const ADOPT: readonly Step[] = [
  {
    where: 'config',
    act: '`npx projen app:adopt --from argocd-controller`',
    why: 'removes what Argo CD left in the objects: a field that it still owns would stay after Git loses it',
    ...TO_FLUX,
  },
  {
    where: 'config',
    act: '`npx projen app:adopt --from kustomize-controller`',
    why: 'removes what Flux left in the objects: a field that it still owns would stay after Git loses it',
    from: [GitOpsEngine.FLUX],
  },
];

/** The option `engine`. */
export const ENGINE: Change = {
  effect:
    'Another program applies what Git says. It adopts the objects that are there: no pod restarts and nothing is deleted. Between the ' +
    'first and the last step, no program applies changes in Git. Change `repoAuth`, `pollSeconds`, `identityCenterArn`, ' +
    '`identityCenterRegion`, `argocdAdminType` and `argocdAdmin` in the same synth, as far as the new engine has them.',
  steps: [...STOP, ...LET_GO, ...IDENTITY, ...FORGET, ...START, APPLY_APPLICATION, SYNC, ...ADOPT, ...DELETE_PROGRAMS],
};
