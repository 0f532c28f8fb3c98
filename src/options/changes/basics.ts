import { ALWAYS, APPLY_APPLICATION, type Change, SYNC } from './change';
import { SyncPolicy } from '../enums';

const SYNC_SETTING: Change = {
  effect: 'The GitOps engine applies changes by the new rule. Running pods stay.', steps: [APPLY_APPLICATION],
};

/** The topic "Basics". */
export const BASICS = {
  appName: {
    effect: 'Every repository, stack, image and Kubernetes object gets a new name.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason:
        'AWS and Kubernetes cannot rename the resources with this name: repositories, stacks, images, roles and the namespace.',
      instead:
        'create a pair with the new name beside this one, copy your files into it, follow its README until the page opens in a browser, ' +
        'then delete this pair as its README describes.',
    },
  },
  region: {
    effect: 'Every AWS resource moves to another region.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason: 'AWS cannot move a repository, registry, pipeline or cluster to another region.',
      instead:
        "create a pair for the new region in another folder, push this pair's history to its repositories, follow its README, " +
        'then delete this pair as its README describes.',
    },
  },
  accountId: {
    effect:
      'The tasks refuse to run with credentials of another account. The overlay keeps the registry that the pipeline wrote into it.',
    steps: [{
      where: 'pair',
      act: '`npx projen doctor`',
      why: 'checks that your credentials belong to this account and that it contains the stacks',
    }],
    refusal: {
      rule: 'if the answer was another account',
      applies: ({ before, after }) => before.accountId !== '' && after.accountId !== '',
      reason: 'AWS cannot move resources to another account.',
      instead:
        "create a pair for the new account in another folder, push this pair's history to its repositories, follow its README, " +
        'then delete this pair as its README describes.',
    },
  },
  layout: {
    effect: 'The service, its pipeline and its manifests move to one repository, or to two.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason: 'a synth cannot move files and their history from one repository to another, or the engine to another branch.',
      instead:
        'keep the layout; or create a repository or a pair with the other layout under another name, copy your files into it, ' +
        'follow its README until the page opens in a browser, then delete this one as its README describes.',
    },
  },
  replicas: {
    effect:
      'The number of pods changes. With one replica, the pair has no PodDisruptionBudget, because it would block node drains.',
    steps: [
      {
        where: 'config',
        act: 'Delete `k8s/base/poddisruptionbudget.yaml` and its line in `k8s/base/kustomization.yaml`, if they exist. Commit and push.',
        why: 'the file is yours, so a synth does not delete it',
        to: [1],
      },
      {
        where: 'config',
        act: '`npx projen app:sync --prune`',
        why: 'also deletes the PodDisruptionBudget in the cluster',
        to: [1],
      },
      SYNC,
    ],
  },
  syncPolicy: {
    effect: '`manual` waits for `npx projen app:sync`; `automated` applies each commit. Running pods stay.',
    steps: [
      {
        where: 'config',
        act: '`npx projen app:diff`',
        why: 'shows what the first automated sync will apply',
        to: [SyncPolicy.AUTOMATED],
      },
      APPLY_APPLICATION,
    ],
  },
  autoPrune: SYNC_SETTING,
  selfHeal: SYNC_SETTING,
  packageManager: {
    effect:
      'Builds, the image and all commands use the new package manager. Running pods stay. Each repository gets a new lock file.',
    steps: [
      {
        where: 'both',
        act: 'Delete `node_modules/` and the old lock file, run `{packageManager} install`, commit the new lock file.',
        why: 'the build of the app repo installs from the lock file of the selected package manager',
      },
      {
        where: 'app',
        act: 'Replace any remaining commands of the old package manager in `Dockerfile`, `buildspec.yml` and `buildspec-pull-request.yml`.',
        why: 'these files are yours, so a synth does not change lines that you edited',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
