import { ALWAYS, APPLY_APPLICATION, type Change, DEPLOY_PIPELINE, SYNC } from './change';
import { GitOpsEngine, Promotion } from '../enums';

const OLD = '{appName}-{old.environment}';
const KUBECTL = 'kubectl --context {clusterName}';

/** The topic "Pipeline". */
export const PIPELINE = {
  trigger: {
    effect: 'Another event starts the pipeline. The pipeline, its images and its history stay.',
    steps: [DEPLOY_PIPELINE],
  },
  prBuilds: {
    effect:
      '`true` adds the stack that tests pull requests; `false` deletes it (`retainData` determines whether its logs stay). The pipeline stays.',
    steps: [DEPLOY_PIPELINE],
  },
  prBuildImage: {
    effect:
      'Pull request builds gain or lose the image and privileged mode. `buildspec-pull-request.yml` is yours: check its `docker` commands.',
    steps: [DEPLOY_PIPELINE],
  },
  defaultBranch: {
    effect:
      'The pipeline builds another branch, and the GitOps engine follows it. The old branch stays until you delete it. ' +
      'First merge or close open pull requests: CodeCommit cannot change their destination.',
    steps: [
      {
        where: 'both',
        act: '`git branch --move {old.defaultBranch} {defaultBranch}`, `npx projen repos:push`',
        why: 'creates the new branch in CodeCommit from the old one',
      },
      {
        where: 'pair',
        act:
          '`aws codecommit update-default-branch --region {region} --repository-name {appName} --default-branch-name {defaultBranch}`, ' +
          'then the same with `--repository-name {configRepoName}`',
        why: 'makes it the default branch of clones and of the console',
      },
      DEPLOY_PIPELINE,
      APPLY_APPLICATION,
      {
        where: 'both',
        act: '`git push origin --delete {old.defaultBranch}`',
        why: 'deletes the old branch; first wait until `npx projen app:status` shows the new one as synced',
      },
    ],
  },
  configRepoName: {
    effect: 'The config repo, its folder and its package get a new name.',
    steps: [],
    refusal: {
      rule: 'always',
      applies: ALWAYS,
      reason:
        "the name is part of the repository's address and ARN, which the GitOps engine, the pipeline and every clone use.",
      instead:
        "keep the name; or create a pair with the new name beside this one, push this pair's history to its repositories, " +
        'follow its README, then delete this pair as its README describes.',
    },
  },
  environment: {
    effect:
      'The GitOps engine gets a new application with its own namespace, overlay and load balancer. ' +
      'The old application runs beside it until you delete it; its overlay stays in Git.',
    steps: [
      { ...DEPLOY_PIPELINE, why: 'makes the pipeline promote into the new overlay' },
      {
        where: 'config',
        act: '`npx projen promote`',
        why: 'writes the latest image into the new overlay, which has none yet',
      },
      {
        where: 'config',
        act: '`npx projen argocd:connect`',
        why: 'creates the connection with the new name',
        when: [{ option: 'engine', values: ['argocd'] }],
      },
      { ...APPLY_APPLICATION, why: 'creates the new application' },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address; point your DNS to it' },
      {
        where: 'config',
        act:
          `\`${KUBECTL} --namespace argocd delete application ${OLD}\`, \`${KUBECTL} --namespace argocd delete appproject ${OLD}\`, ` +
          `\`${KUBECTL} --namespace argocd delete secret repository-${OLD}\`, \`${KUBECTL} delete namespace ${OLD}\``,
        why: 'deletes the old application with its pods and its load balancer; Argo CD needs the project until then',
        when: [{ option: 'engine', values: ['argocd'] }],
      },
      {
        where: 'config',
        act: `\`${KUBECTL} --namespace ${OLD} delete kustomizations.kustomize.toolkit.fluxcd.io ${OLD}\`, \`${KUBECTL} delete namespace ${OLD}\``,
        why: 'has Flux delete the old application with its pods and its load balancer, then deletes the namespace',
        when: [{ option: 'engine', values: ['flux'] }],
      },
      {
        where: 'config',
        act: '`git rm -r k8s/overlays/{old.environment}`, commit and push',
        why: 'the old overlay is yours, so a synth does not delete it',
      },
    ],
    refusal: {
      rule: 'when `engine` stays `argocd-managed`',
      applies: ({ before, after }) => [before, after].every(({ engine }) => engine === GitOpsEngine.ARGOCD_MANAGED),
      reason:
        'the managed Argo CD lets one project deploy to a cluster, so the old and the new application cannot run beside each other.',
      instead:
        'keep `{old.environment}`; or delete the application with `npx projen app:delete --yes` and its pair as its README says, ' +
        'and create a pair with the new environment.',
    },
  },
  promotion: {
    effect: 'The next promotion writes the digest to the config repo in the new way. The running image stays.',
    steps: [
      DEPLOY_PIPELINE,
      {
        where: 'config',
        act: '`npx projen promote`',
        why: 'run it after each build from now on',
        to: [Promotion.MANUAL],
      },
      {
        where: 'pair',
        act: 'Merge or close the pull requests that the pipeline opened in the config repo.',
        why: 'later promotions do not update them',
        to: [Promotion.COMMIT, Promotion.MANUAL],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
