import { ALWAYS, APPLY_APPLICATION, type Change, SYNC } from './change';
import { SyncPolicy } from '../enums';

const SYNC_SETTING: Change = {
  effect: 'The GitOps engine applies changes in another way. What runs is kept.', steps: [APPLY_APPLICATION],
};

/** The topic "Basics". */
export const BASICS = {
  appName: {
    effect: 'Every repository, stack, image and Kubernetes object has another name.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason:
        'AWS and Kubernetes rename none of the resources that carry this name: repositories, stacks, images, roles and the namespace.',
      instead:
        'create a pair with the new name beside this one, copy your files into it, follow its README up to the page in a browser, ' +
        'then tear this pair down as its README says.',
    },
  },
  region: {
    effect: 'Every AWS resource is in another region.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason: 'AWS moves no repository, registry, pipeline or cluster to another region.',
      instead:
        "create a pair for the new region in another folder, push this pair's history to its repositories, follow its README, " +
        'then tear this pair down as its README says.',
    },
  },
  accountId: {
    effect:
      'The tasks refuse other accounts than this one. The overlay keeps the registry that the pipeline wrote into it.',
    steps: [{
      where: 'pair',
      act: '`npx projen doctor`',
      why: 'checks that you are signed in to this account and that the stacks are in it',
    }],
    refusal: {
      rule: 'when another account was answered before',
      applies: ({ before, after }) => before.accountId !== '' && after.accountId !== '',
      reason: 'AWS moves no resource to another account.',
      instead:
        "create a pair for the new account in another folder, push this pair's history to its repositories, follow its README, " +
        'then tear this pair down as its README says.',
    },
  },
  replicas: {
    effect:
      'Another number of pods runs. With one replica, no PodDisruptionBudget is rendered: it would block the drain of a node.',
    steps: [
      {
        where: 'config',
        act: 'Delete `k8s/base/poddisruptionbudget.yaml`, and its line in `k8s/base/kustomization.yaml`, if it is there. Commit and push that.',
        why: 'the file is yours, so that no synth deletes it',
        to: [1],
      },
      SYNC,
    ],
  },
  syncPolicy: {
    effect: '`manual` waits for `npx projen app:sync`; `automated` applies each commit. What runs is kept.',
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
      'Builds, the image and all commands use another package manager. What runs is kept. Each repository gets another lock file.',
    steps: [
      {
        where: 'both',
        act: 'Delete `node_modules/` and the old lock file, install with `{packageManager}`, commit the new lock file.',
        why: 'the build of the app repo installs from the lock file of the answered package manager',
      },
      {
        where: 'app',
        act: 'Replace the commands of the old package manager in `Dockerfile`, `buildspec.yml` and `buildspec-pull-request.yml`, if they are still there.',
        why: 'these files are yours: a synth leaves lines that you edited as they are',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
