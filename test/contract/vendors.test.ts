import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'templates');
const FILES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1).replace(/\\/g, '/'));

/** The words of a product, and the files outside its own folders that use them, with the reason. */
interface Vendor {
  readonly words: RegExp;
  readonly folders: RegExp;
  readonly elsewhere: Readonly<Record<string, string>>;
}

const VENDORS: Readonly<Record<string, Vendor>> = {
  'Argo CD': {
    words: /argo/i,
    folders: /engine=argocd/,
    elsewhere: {
      'app/iac=cloudformation/managed/infra/repositories.yaml.ejs': 'defines the IAM user of this engine',
      'app/iac=cdk/managed/infra/lib/repositories-stack.ts.ejs': 'defines the IAM user of this engine',
      'app/iac=cdk/merged/infra/main.ts.ejs': 'describes the stack of that user',
      'app/iac=terraform/managed/infra/repositories.tf.ejs': 'defines the IAM user of this engine',
      'app/iac=terraform/managed/infra/outputs.tf.ejs': 'describes the output with the name of that user',
    },
  },
  'CloudFormation': {
    words: /cloudformation/i,
    // The CDK deploys through CloudFormation.
    folders: /iac=(cloudformation|cdk)/,
    elsewhere: {
      'partials/stacks.sh.ejs': 'both tools deploy stacks',
      'partials/stack-names.sh.ejs': 'both tools deploy stacks',
      'config/cluster=create/merged/cluster/eksctl.yaml.ejs': 'eksctl creates stacks of its own',
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
      'partials/iac=terraform/readme-infrastructure.ejs': 'explains what creates the cluster',
    },
  },
};

describe.each(Object.entries(VENDORS))('the words of %s', (_, { words, folders, elsewhere }) => {
  const using = FILES.filter((file) => !folders.test(file) && words.test(readFileSync(join(FOLDER, file), 'utf8')));

  test('appear in its own folders, and elsewhere for a reason alone', () => {
    expect(using.sort()).toEqual(Object.keys(elsewhere).sort());
  });
});
