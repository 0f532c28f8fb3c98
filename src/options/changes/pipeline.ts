import { ALWAYS, APPLY_APPLICATION, type Change, DEPLOY_PIPELINE, SYNC } from './change';
import { Promotion } from '../enums';

const OLD = '{appName}-{old.environment}';
const KUBECTL = 'kubectl --context {clusterName}';

/** The topic "Pipeline". */
export const PIPELINE = {
  trigger: {
    effect: 'Another event starts the pipeline. The pipeline, its images and its history are kept.',
    steps: [DEPLOY_PIPELINE],
  },
  prBuilds: {
    effect:
      '`true` adds the stack that tests pull requests; `false` deletes it (`retainData` decides whether its logs stay). The pipeline is kept.',
    steps: [DEPLOY_PIPELINE],
  },
  prBuildImage: {
    effect:
      'The build of a pull request gains or loses the image and privileged mode. `buildspec-pull-request.yml` is yours: look at its `docker` commands.',
    steps: [DEPLOY_PIPELINE],
  },
  defaultBranch: {
    effect:
      'The pipeline builds, and the GitOps engine follows, another branch. The old branch is kept until you delete it. ' +
      'Close or retarget open pull requests first: their destination cannot be changed.',
    steps: [
      {
        where: 'both',
        act: '`git branch --move {old.defaultBranch} {defaultBranch}`, `npx projen repos:push`',
        why: 'makes the new branch in CodeCommit from the old one',
      },
      {
        where: 'pair',
        act:
          '`aws codecommit update-default-branch --region {region} --repository-name {appName} --default-branch-name {defaultBranch}`, ' +
          'and the same with `--repository-name {configRepoName}`',
        why: 'has clones and the console use the new branch',
      },
      DEPLOY_PIPELINE,
      APPLY_APPLICATION,
      {
        where: 'both',
        act: '`git push origin --delete {old.defaultBranch}`',
        why: 'deletes the old branch, once `npx projen app:status` shows the new one as synced',
      },
    ],
  },
  configRepoName: {
    effect: 'The config repo, its folder and its package have another name.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason:
        "the name is part of the repository's address and ARN, which the GitOps engine, the pipeline and every clone use.",
      instead:
        "keep the name; or create a pair with the new name beside this one, push this pair's history to its repositories, " +
        'follow its README, then tear this pair down as its README says.',
    },
  },
  environment: {
    effect:
      'The application runs in another namespace, from another overlay, as another application of the GitOps engine, behind another load balancer. ' +
      'The old one runs beside it until you delete it; its overlay stays in Git.',
    steps: [
      { ...DEPLOY_PIPELINE, why: 'promotes into the new overlay from now on' },
      {
        where: 'config',
        act: '`npx projen promote`',
        why: 'writes the newest image into the new overlay, which names none yet',
      },
      {
        where: 'config',
        act: '`npx projen argocd:connect`',
        why: 'makes the connection under the new name',
        when: [{ option: 'engine', values: ['argocd'] }],
      },
      { ...APPLY_APPLICATION, why: 'makes the new application' },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address: point your DNS to it' },
      {
        where: 'config',
        act:
          `\`${KUBECTL} --namespace argocd delete application,appproject ${OLD}\`, \`${KUBECTL} --namespace argocd delete secret repository-${OLD}\`, ` +
          `\`${KUBECTL} delete namespace ${OLD}\``,
        why: 'deletes the old application with its pods and its load balancer',
        when: [{ option: 'engine', values: ['argocd'] }],
      },
      {
        where: 'config',
        act: '`git rm -r k8s/overlays/{old.environment}`, commit and push',
        why: 'the old overlay is yours, so that no synth deletes it',
      },
    ],
  },
  promotion: {
    effect: 'The digest of the next image reaches the config repo in another way. The image that runs is kept.',
    steps: [
      DEPLOY_PIPELINE,
      {
        where: 'config',
        act: '`npx projen promote`',
        why: 'is yours to run after each build from now on',
        to: [Promotion.MANUAL],
      },
      {
        where: 'pair',
        act: 'Merge or close the pull requests that the pipeline opened in the config repo.',
        why: 'no later promotion updates them',
        to: [Promotion.COMMIT, Promotion.MANUAL],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
