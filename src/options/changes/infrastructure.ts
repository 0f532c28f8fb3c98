import type { Change, Step } from './change';
import { ClusterSource, GitOpsEngine, InfrastructureAsCode as Iac, RepoAuth } from '../enums';

/** The tools that deploy the same CloudFormation stacks. */
const STACKS = [Iac.CLOUDFORMATION, Iac.CDK];
const TERRAFORM = [Iac.TERRAFORM];

/** Only for the managed Argo CD of an existing cluster, whose capability and role belong to the infrastructure. */
const CAPABILITY: Step['when'] = [
  { option: 'engine', values: [GitOpsEngine.ARGOCD_MANAGED] }, { option: 'cluster', values: [ClusterSource.EXISTING] },
];
const USER: Step['when'] = [{ option: 'repoAuth', values: [RepoAuth.SSH, RepoAuth.HTTPS] }];

const EARLIER_TASKS: Omit<Step, 'from' | 'to'> = {
  where: 'app',
  act: '`git checkout --detach HEAD~1`',
  why: 'the commit before the change, which has the tasks of the tool that deployed the resources',
};
const DELETE_CAPABILITY: Omit<Step, 'from' | 'to'> = {
  where: 'app',
  act: '`npx projen argocd:delete --yes`',
  why: 'deletes the capability; what it deployed keeps running',
  when: CAPABILITY,
};
const LATEST_TASKS: Omit<Step, 'from' | 'to'> = {
  where: 'app', act: '`git checkout --force -`', why: 'back to the commit with the new answer',
};
/** The credentials or the role with which the engine reads the config repo are new, too. */
const RECONNECT: readonly Step[] = [{ from: TERRAFORM }, { to: TERRAFORM }].flatMap((direction): Step[] => [
  {
    where: 'config',
    act: '`npx projen argocd:connect`',
    why: 'gives Argo CD the credentials of the new IAM user',
    when: USER,
    ...direction,
  },
  {
    where: 'app',
    act: '`npx projen argocd:deploy`',
    why: 'creates the capability',
    when: CAPABILITY,
    ...direction,
  },
  {
    where: 'config',
    act: '`npx projen argocd:install`',
    why: 'gives the new capability access to the cluster',
    when: CAPABILITY,
    ...direction,
  },
]);

const TO_TERRAFORM: readonly Step[] = [
  { ...EARLIER_TASKS, to: TERRAFORM },
  {
    where: 'app',
    act: 'Set `"retainData": true` in `.projenrc.json` and run `npx projen`, without a commit.',
    why: 'keeps images, logs and their key in the next steps',
    to: TERRAFORM,
  },
  { ...DELETE_CAPABILITY, to: TERRAFORM },
  {
    where: 'app',
    act: '`npx projen pipeline:deploy`, `npx projen pipeline:delete --yes`, `npx projen repos:delete --yes`',
    why: 'deletes the stacks; repositories, images, logs and their key stay, and pods keep running',
    to: TERRAFORM,
  },
  { ...LATEST_TASKS, to: TERRAFORM },
  {
    where: 'app',
    act: '`npx projen infra:state`, `npx projen infra:import`',
    why: "takes what stayed into Terraform's state",
    to: TERRAFORM,
  },
  {
    where: 'app',
    act: '`npx projen infra:plan`, `npx projen pipeline:deploy`',
    why: 'shows what is left to create, and creates it; stop if the plan replaces a repository, the image registry or the key',
    to: TERRAFORM,
  },
];

const FROM_TERRAFORM: readonly Step[] = [
  {
    where: 'both',
    act: '`git fetch --all`',
    why: 'gets every branch: a stack cannot take over a CodeCommit repository, so your clone is pushed into a new one',
    from: TERRAFORM,
  },
  { ...EARLIER_TASKS, from: TERRAFORM },
  { ...DELETE_CAPABILITY, from: TERRAFORM },
  {
    where: 'app',
    act: '`npx projen pipeline:delete --yes`, `npx projen repos:delete --yes`',
    why: 'deletes the pipeline with its images, or keeps them with `retainData: true`; pods keep running',
    from: TERRAFORM,
  },
  { ...LATEST_TASKS, from: TERRAFORM },
  {
    where: 'app',
    act: 'Delete what "Retained resources" in `README.md` names.',
    why: 'CloudFormation cannot create resources that exist; the stacks create new ones',
    from: TERRAFORM,
    when: [{ option: 'retainData', values: [true] }],
  },
  {
    where: 'app',
    act:
      '`aws codecommit delete-repository --region {region} --repository-name {appName}`, ' +
      '`aws codecommit delete-repository --region {region} --repository-name {configRepoName}`',
    why: 'deletes the repositories with their pull requests; your clones contain the commits',
    from: TERRAFORM,
  },
  { where: 'app', act: '`npx projen repos:deploy`', why: 'creates both repositories', from: TERRAFORM },
  {
    where: 'both',
    act: '`npx projen repos:push`, `git push origin \'refs/remotes/origin/*:refs/heads/*\' \'^refs/remotes/origin/HEAD\'`',
    why: 'pushes every branch',
    from: TERRAFORM,
  },
  {
    where: 'app',
    act: '`npx projen pipeline:deploy`, `npx projen pipeline:run`',
    why: 'creates the pipeline, which builds and promotes a new image; until then, a new node cannot pull the old one',
    from: TERRAFORM,
  },
  {
    where: 'app',
    act: 'Delete `infra/tests/`, `infra/.terraform/` and `infra/.terraform.lock.hcl`. Commit and push.',
    why: 'they are yours, so a synth does not delete them',
    from: TERRAFORM,
  },
];

/** The change of the tool that defines the AWS resources. */
export const IAC: Change = {
  effect:
    'CloudFormation and the CDK deploy the same stacks: stack names and logical IDs stay the same, so the change neither ' +
    'deletes nor replaces a resource. Terraform has a state instead of stacks: the pipeline is deleted and created again, ' +
    'and no build runs in between. Pods keep running.',
  steps: [
    { where: 'app', act: '`npm install`', why: 'installs the CDK packages', to: [Iac.CDK] },
    ...TO_TERRAFORM,
    ...FROM_TERRAFORM,
    {
      where: 'app',
      act: '`npx projen infra:synth`, `npx projen infra:diff`',
      why: 'shows the changes to the deployed stacks; stop if the CDK would replace a resource',
      to: [Iac.CDK],
      from: STACKS,
    },
    {
      where: 'app',
      act: '`npx projen infra:deploy`',
      why: 'deploys the CDK templates to the same stacks',
      to: [Iac.CDK],
      from: STACKS,
    },
    {
      where: 'app',
      act: '`npx projen repos:deploy`, `npx projen pipeline:deploy`',
      why: 'deploys the CloudFormation templates to the same stacks',
      to: [Iac.CLOUDFORMATION],
      from: STACKS,
    },
    ...RECONNECT,
    {
      where: 'app',
      act:
        'Delete `infra/main.ts`, `infra/test/`, `cdk.out/` and the CDK packages in `package.json`. Keep them if `infra/main.ts` ' +
        'also deploys stacks of your own. Commit and push.',
      why: 'they are yours, so a synth does not delete them',
      from: [Iac.CDK],
    },
  ],
};
