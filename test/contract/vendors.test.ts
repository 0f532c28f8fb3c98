import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'templates');
const FILES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1).replace(/\\/g, '/'));

/** The terms of a product, and the files outside its own folders that use them, with the reasons. */
interface Vendor {
  readonly words: RegExp;
  readonly folders: RegExp;
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** Matches no folder. */
const NONE = /(?!)/;

const VENDORS: Readonly<Record<string, Vendor>> = {
  'Argo CD': {
    words: /argo/i,
    folders: /engine=argocd/,
    elsewhere: {
      'app/iac=cloudformation/managed/infra/repositories.yaml.ejs': 'defines the IAM user of this engine',
      'app/iac=cdk/managed/infra/lib/repositories-stack.ts.ejs': 'defines the IAM user of this engine',
      'app/iac=terraform/managed/infra/repositories.tf.ejs': 'defines the IAM user of this engine',
      'app/iac=terraform/managed/infra/outputs.tf.ejs': 'describes the output with the name of that user',
      'app/iac=cdk/merged/infra/main.ts.ejs': 'describes the stack of that user, and defines that of the capability',
      'app/iac=cdk/managed/infra/lib/answers.ts.ejs': 'has the answers for the stack of the capability',
      'config/base/merged/README.md.ejs': 'names the task that deletes the capability',
      'partials/eksctl.ejs': 'eksctl creates the capability',
      'partials/iac=cloudformation/readme-files.ejs': 'names the template of the capability',
      'partials/iac=terraform/readme-files.ejs': 'names the folder of the capability',
    },
  },
  'Flux': {
    words: /flux/i,
    folders: /engine=flux/,
    elsewhere: { 'config/base/merged/README.md.ejs': 'names the task that takes the role away from this engine' },
  },
  'CloudFormation': {
    words: /cloudformation/i,
    // The CDK deploys through CloudFormation.
    folders: /iac=(cloudformation|cdk)/,
    elsewhere: {
      'partials/stacks.sh.ejs': 'both tools deploy stacks',
      'partials/stack-names.sh.ejs': 'both tools deploy stacks',
      'config/cluster=create/managed/scripts/cluster/create.sh.ejs': 'waits for the stack of an interrupted eksctl',
      'partials/eksctl.ejs': 'eksctl creates stacks of its own',
    },
  },
  'Terraform': { words: /terraform|opentofu|iac === 'terraform'/i, folders: /iac=terraform/, elsewhere: {} },
  'the AWS CDK': { words: /\bcdk\b|iac === 'cdk'/i, folders: /iac=cdk/, elsewhere: {} },
  'eksctl': {
    words: /eksctl/i,
    folders: /cluster=create/,
    elsewhere: {
      'app/base/merged/README.md.ejs': 'lists what to install',
      'both/base/managed/scripts/lib/common.sh.ejs': 'tells where to get the program',
      'config/base/managed/scripts/cluster/check.sh.ejs': 'advises how to add nodes',
      'config/base/merged/README.md.ejs': 'names the file of the cluster',
      'single/base/merged/README.md.ejs': 'lists what to install, and names the file of the cluster',
      'partials/readme-cluster-requirements.ejs': 'advises how to add nodes',
      'partials/iac=terraform/readme-infrastructure.ejs': 'explains what creates the cluster',
      'config/engine=argocd-managed/managed/scripts/argocd/install.sh.ejs': 'eksctl creates the capability',
      'partials/eksctl.ejs': 'is the configuration of each cluster',
      'partials/engine=argocd-managed/eksctl.ejs': 'describes the capability',
    },
  },
  // The only source, so it has neither an option nor a folder. The list is what a second source must replace.
  'CodeCommit': {
    words: /codecommit/i,
    folders: NONE,
    elsewhere: {
      'app/base/managed/scripts/repos/delete.sh.ejs': 'prints the commands that delete the repositories',
      'app/base/merged/README.md.ejs': 'shows the repositories and the commands for pull requests',
      'both/base/managed/scripts/lib/answers.sh.ejs': 'defines the host for repos:push and for Argo CD',
      'both/base/managed/scripts/repos/push.sh.ejs': 'signs in with the credential helper',
      'config/base/merged/README.md.ejs': 'describes approvals of promotions',
      'single/base/merged/README.md.ejs': 'shows the repository, and describes approvals of promotions',
      'partials/readme-update.ejs': 'shows the commands for pull requests',
      'config/promotion!=manual/managed/scripts/promotion/wait.sh.ejs': 'names the pull request of the promotion',
      ...reasoned('requires approvals of the pull requests', [
        'config/several=true/managed/scripts/approvals/delete.sh.ejs',
        'config/several=true/managed/scripts/approvals/deploy.sh.ejs',
        'config/several=true/managed/scripts/lib/approvals.sh.ejs',
        'partials/readme-environments.ejs',
      ]),
      'partials/readme-retained.ejs': 'names what must be deleted before the next deployment',
      'partials/propose-upgrade.mjs.ejs': 'opens pull requests through its API',
      'partials/promote-in-order.mjs.ejs': 'reads the environment before this one through its API',
      'partials/promote.mjs.ejs': 'commits the digest through its API',
      'partials/layout=single/promote.mjs.ejs': 'commits manifests and the digest through its API',
      'partials/report-pull-request.mjs.ejs': 'comments on pull requests through its API',
      ...reasoned('declares the repositories, or the events and permissions of the pipeline on them', [
        'app/iac=cdk,upgrades=weekly/managed/infra/lib/upgrades-stack.ts.ejs',
        'app/iac=cdk/managed/infra/lib/pipeline-stack.ts.ejs',
        'app/iac=cdk/managed/infra/lib/pipeline.ts.ejs',
        'app/iac=cdk/managed/infra/lib/pull-requests-stack.ts.ejs',
        'app/iac=cdk/managed/infra/lib/repositories-stack.ts.ejs',
        'app/iac=cdk/managed/infra/lib/resources.ts.ejs',
        'app/iac=cdk/managed/infra/lib/trigger.ts.ejs',
        'app/iac=cdk/merged/infra/main.ts.ejs',
        'app/iac=cdk/merged/infra/test/pipeline-stack.test.ts.ejs',
        'app/iac=terraform,prBuilds=true/managed/infra/pull-requests.tf.ejs',
        'app/iac=terraform,promotion!=manual/managed/infra/promote.tf.ejs',
        'app/iac=terraform,upgrades=weekly/managed/infra/upgrades.tf.ejs',
        'app/iac=terraform/managed/infra/events.tf.ejs',
        'app/iac=terraform/managed/infra/outputs.tf.ejs',
        'app/iac=terraform/managed/infra/pipeline.tf.ejs',
        'app/iac=terraform/managed/infra/repositories.tf.ejs',
        'app/iac=terraform/managed/infra/variables.tf.ejs',
        'app/iac=terraform/managed/scripts/infra/import.sh.ejs',
        'app/iac=terraform/managed/scripts/lib/infra.sh.ejs',
        'app/iac=cloudformation,prBuilds=true/managed/infra/pull-requests.yaml.ejs',
        'app/iac=cloudformation,upgrades=weekly/managed/infra/upgrades.yaml.ejs',
        'app/iac=cloudformation/managed/infra/pipeline.yaml.ejs',
        'app/iac=cloudformation/managed/infra/repositories.yaml.ejs',
        'partials/iac=cloudformation/pipeline.ejs',
        'partials/iac=cloudformation/programs.ejs',
        'partials/iac=cloudformation/trigger.ejs',
      ]),
      ...reasoned('connects this engine to the source', [
        'config/engine=argocd,repoAuth=https/managed/scripts/argocd/connect.sh.ejs',
        'config/engine=argocd,repoAuth=ssh/managed/scripts/argocd/connect.sh.ejs',
        'config/engine=argocd,repoAuth=ssh/managed/scripts/lib/known-hosts.sh.ejs',
        'config/engine=argocd/managed/scripts/argocd/install.sh.ejs',
        'config/engine=argocd-managed/managed/argocd/application.yaml.ejs',
        'partials/engine=argocd/connection.ejs',
        'partials/engine=argocd-managed/eksctl.ejs',
        'partials/engine=argocd-managed/readme-connection.ejs',
        'partials/engine=argocd-managed/readme-following.ejs',
        'partials/engine=argocd/readme-app-steps.ejs',
        'partials/engine=argocd/readme-connection.ejs',
        'partials/engine=argocd/readme-following.ejs',
        'partials/engine=argocd/readme-own-tools.ejs',
        'partials/engine=flux/source.ejs',
        'partials/engine=flux/readme-connection.ejs',
        'partials/engine=flux/readme-following.ejs',
        'partials/engine=flux/readme-own-tools.ejs',
      ]),
    },
  },
};

/** The same reason for several files. */
function reasoned(reason: string, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, reason]));
}

describe.each(Object.entries(VENDORS))('the words of %s', (_, { words, folders, elsewhere }) => {
  const using = FILES.filter((file) => !folders.test(file) && words.test(readFileSync(join(FOLDER, file), 'utf8')));

  test('appear only in its own folders and in the listed files', () => {
    expect(using.sort()).toEqual(Object.keys(elsewhere).sort());
  });
});
