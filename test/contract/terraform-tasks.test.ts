import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { TaskFolder } from '../support/tasks';
import { folderWith, MANAGED, NO_BUCKET, ofTerraform, RESOURCES, type State } from '../support/terraform/task-folder';
import { writeFiles } from '../support/write-files';

/** The tasks of a pair with `iac: terraform`, with stand-ins for Terraform and the AWS CLI. */

testWithBash.each([
  ['repos/delete', {}, 'the CodeCommit repositories'],
  ['pipeline/delete', { retainData: true }, 'images, artifacts, logs and their key'],
] as const)('%s --dry-run names what stays in words, not as a pattern: %j', (task, answers, names) => {
  const { stdout, status } = folderWith({ answers }).run(task, '--dry-run', '--yes');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`removes ${names} from the state`) });
  expect(stdout).not.toContain('^aws_');
});

testWithBash('repos:deploy creates the bucket of the state, then the repositories alone', () => {
  const { calls, status } = folderWith({ headBucket: NO_BUCKET }).run('repos/deploy');
  expect(status).toBe(0);
  const bucket = 'shop-123456789012-eu-west-1';
  expect(calls).toContain(
    `aws s3api create-bucket --bucket ${bucket} --create-bucket-configuration LocationConstraint=eu-west-1 --output text`,
  );
  expect(calls).toContain(`aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`);
  expect(calls.join('\n')).toContain(`"Resource": ["arn:aws:s3:::${bucket}", "arn:aws:s3:::${bucket}/*"],`);
  const [apply, ...more] = ofTerraform(calls);
  expect(more).toEqual([]);
  expect([...apply.matchAll(/-target=(\S+)/g)].map(([, resource]) => resource)).toEqual([
    'aws_codecommit_repository.app', 'aws_codecommit_repository.config', 'aws_iam_user.reader', 'aws_iam_group.readers',
    'aws_iam_user_group_membership.reader', 'aws_iam_group_policy_attachment.readers', 'aws_iam_policy.readers',
  ]);
});

testWithBash('repos:deploy deletes what the engine of an earlier answer required', () => {
  const { calls } = folderWith({ answers: MANAGED }).run('repos/deploy');
  const apply = ofTerraform(calls).find((call) => call.includes(' apply '))!;
  expect([...apply.matchAll(/-target=(\S+)/g)].map(([, resource]) => resource)).toEqual([
    'aws_codecommit_repository.app', 'aws_codecommit_repository.config', 'aws_iam_role.capability',
    'aws_iam_role_policy_attachment.capability', 'aws_iam_policy.capability', 'aws_iam_user.reader',
  ]);
});

testWithBash('pipeline:deploy applies everything once, and initializes once', () => {
  const { calls } = folderWith().run('pipeline/deploy');
  expect(calls.filter((call) => call.includes(' init '))).toEqual([
    'terraform -chdir=infra init -input=false -reconfigure -backend-config=bucket=shop-123456789012-eu-west-1 -backend-config=region=eu-west-1',
  ]);
  expect(ofTerraform(calls)).toEqual([
    'terraform -chdir=infra apply -input=false -auto-approve', 'terraform -chdir=infra output -no-color -raw pipeline_url',
  ]);
  expect(calls.filter((call) => call.includes('create-bucket'))).toEqual([]);
});

testWithBash('the bucket of another account is refused', () => {
  const { status, stderr, calls } = folderWith({ headBucket: 'echo "(403) Forbidden" >&2; exit 254' }).run('pipeline/deploy');
  expect({ status, terraform: ofTerraform(calls) }).toEqual({ status: 1, terraform: [] });
  expect(stderr).toContain('S3 did not report whether the bucket of the state, shop-123456789012-eu-west-1, exists in this account');
});

testWithBash('pipeline:delete destroys everything but the repositories and the reader', () => {
  const { calls } = folderWith().run('pipeline/delete', '--yes');
  expect(ofTerraform(calls).filter((call) => !call.includes(' output '))).toEqual([
    'terraform -chdir=infra destroy -input=false -auto-approve ' +
    ['aws_ecr_repository.images', 'aws_kms_key.pipeline', 'aws_cloudwatch_log_group.build', 'aws_codepipeline.pipeline']
      .map((resource) => `-target=${resource}`).join(' '),
  ]);
});

testWithBash('with retainData, pipeline:delete lets the state forget images, logs and key, and destroys the rest', () => {
  const { calls } = folderWith({ answers: { retainData: true } }).run('pipeline/delete', '--yes');
  expect(ofTerraform(calls).filter((call) => !call.includes(' output '))).toEqual([
    'terraform -chdir=infra state rm aws_ecr_repository.images',
    'terraform -chdir=infra state rm aws_kms_key.pipeline',
    'terraform -chdir=infra state rm aws_cloudwatch_log_group.build',
    'terraform -chdir=infra destroy -input=false -auto-approve -target=aws_codepipeline.pipeline',
  ]);
});

testWithBash('repos:delete keeps both repositories', () => {
  const { calls } = folderWith().run('repos/delete', '--yes');
  expect(ofTerraform(calls).filter((call) => !call.includes(' output '))).toEqual([
    'terraform -chdir=infra state rm aws_codecommit_repository.app',
    'terraform -chdir=infra state rm aws_codecommit_repository.config',
    'terraform -chdir=infra destroy -input=false -auto-approve -target=aws_iam_user.reader',
  ]);
});

testWithBash.each<[string, State, string]>([
  ['none without a bucket', { headBucket: NO_BUCKET }, 'repositories=none\npipeline=none'],
  ['none of the pipeline after repos:deploy', { resources: RESOURCES.slice(0, 4) }, 'repositories=current\npipeline=none'],
  ['current with an empty plan', {}, 'repositories=current\npipeline=current'],
  ['outdated with changes', { plan: 2 }, 'repositories=outdated\npipeline=outdated'],
  ['outdated if the plan fails', { plan: 1 }, 'repositories=outdated\npipeline=outdated'],
])('pair:state reports %s', (_, state, expected) => {
  const { stdout, calls } = folderWith(state).run('pair/state', 'repositories', 'pipeline');
  expect(stdout.trim()).toBe(expected);
  expect(calls.filter((call) => /apply|create-bucket|-lock=true/.test(call))).toEqual([]);
  expect(calls.filter((call) => call.includes('-detailed-exitcode')).every((call) => call.includes('-lock=false'))).toBe(true);
});

testWithBash('pair:state reports a state that cannot be read', () => {
  const folder = folderWith().program('terraform', 'case "$*" in *"state list"*) echo "AccessDenied"; exit 1 ;; esac');
  expect(folder.run('pair/state', 'repositories')).toMatchObject({ stderr: expect.stringContaining('AccessDenied') });
});

testWithBash.each(['pipeline/delete', 'repos/delete'])('%s stops if the state cannot be read', (task) => {
  const folder = folderWith().program('terraform', 'case "$*" in *"state list"*) echo AccessDenied; exit 1 ;; esac');
  const { status, stdout } = folder.run(task, '--yes');
  expect({ status, says: /still exist|remaining/.test(stdout) }).toEqual({ status: 1, says: false });
});

testWithBash.each(['pipeline', 'repositories'])('an empty state has nothing to delete of %s', (part) => {
  const folder = folderWith().program('terraform', 'case "$*" in *"state list"*) echo "No state file was found!" >&2; exit 1 ;; esac');
  const { status, calls } = folder.script(`infra_delete ${part}`, 'infra');
  expect({ status, destroyed: calls.filter((call) => call.includes('destroy')) }).toEqual({ status: 0, destroyed: [] });
});

testWithBash('infra:import takes what exists and is not in the state', () => {
  const { calls, status } = folderWith({
    resources: ['aws_codecommit_repository.app'],
    aws: `*"get-repository --repository-name shop-k8s-config"*) ;;
  *get-repository*) exit 254 ;;
  *kmsKey*) echo arn:aws:kms:eu-west-1:123456789012:key/abc ;;
  *describe-repositories*) ;;
  *list-buckets*) echo None ;;
  *"describe-log-groups --log-group-name-prefix /aws/codebuild/shop-build"*) printf '/aws/codebuild/shop-build\\t/aws/codebuild/shop-build-2\\n' ;;`,
  }).run('infra/import');
  expect(status).toBe(0);
  expect(ofTerraform(calls)).toEqual([
    'terraform -chdir=infra import -input=false aws_codecommit_repository.config shop-k8s-config',
    'terraform -chdir=infra import -input=false aws_ecr_repository.images shop',
    'terraform -chdir=infra import -input=false aws_kms_key.pipeline abc',
    'terraform -chdir=infra import -input=false aws_cloudwatch_log_group.build /aws/codebuild/shop-build',
  ]);
});

testWithBash('infra:import names each log group of the module', () => {
  const answers = { upgrades: 'weekly', promotion: 'commit', scanGate: 'high' };
  const { stdout } = folderWith({ answers }).run('infra/import', '--dry-run');
  expect([...stdout.matchAll(/aws_cloudwatch_log_group\.(\w+) /g)].map(([, name]) => name)).toEqual([
    'build', 'scan_gate', 'promote', 'pull_request_build', 'pull_request_report', 'upgrade', 'upgrade_proposal',
  ]);
});

testWithBash('only argocd:deploy and argocd:delete change the capability', () => {
  const folder = folderWith({ answers: MANAGED });
  expect(ofTerraform(folder.run('pipeline/deploy').calls).some((call) => call.includes('capability'))).toBe(false);
  expect(ofTerraform(folder.run('argocd/deploy').calls)).toContain(
    'terraform -chdir=infra/capability apply -input=false -auto-approve',
  );
  const other = folderWith({ answers: MANAGED, resources: ['data.aws_iam_role.capability', 'aws_eks_capability.argocd'] });
  expect(ofTerraform(other.run('argocd/delete', '--yes').calls)).toEqual([
    'terraform -chdir=infra/capability destroy -input=false -auto-approve -target=aws_eks_capability.argocd',
  ]);
});

describe('another answer to state', () => {
  const moved = (state: string, type: string) => {
    const folder = folderWith({ answers: { state } });
    writeFiles(folder.work, [
      { path: 'infra/.terraform/terraform.tfstate', content: `{"backend": {"type": "${type}", "config": {}}}\n` },
    ]);
    return folder;
  };

  testWithBash('stops a deployment', () => {
    const { status, stderr, calls } = moved('s3', 'local').run('pipeline/deploy');
    expect({ status, terraform: ofTerraform(calls) }).toEqual({ status: 1, terraform: [] });
    expect(stderr).toContain('To move the state: npx projen infra:state');
  });

  testWithBash.each([['s3', 'local'], ['local', 's3']])('to %s is followed by infra:state', (state, type) => {
    expect(moved(state, type).run('infra/state').calls).toContainEqual(
      expect.stringMatching(/^terraform -chdir=infra init -input=false -force-copy/),
    );
  });

  testWithBash('infra:state copies no state that is where it belongs', () => {
    expect(moved('s3', 's3').run('infra/state').calls.filter((call) => call.includes('-force-copy'))).toEqual([]);
  });
});

describe('the program', () => {
  /** Only these programs, and those of the system that the tasks need. */
  const only = (...programs: readonly string[]) => {
    const folder = folderWith();
    rmSync(join(folder.root, 'bin', 'terraform'));
    programs.forEach((name) => folder.program(name, ':'));
    folder.env.PATH = `${join(folder.root, 'bin')}:/usr/bin:/bin`;
    return folder;
  };
  const used = (folder: TaskFolder) => new Set(folder.run('infra/plan').calls.map((call) => call.split(' ')[0]));

  testWithBash('is terraform if both are installed', () => {
    expect(used(only('terraform', 'tofu'))).toEqual(new Set(['aws', 'terraform']));
  });

  testWithBash('is tofu if only it is installed', () => {
    expect(used(only('tofu'))).toEqual(new Set(['aws', 'tofu']));
  });

  testWithBash('is the one that TERRAFORM names', () => {
    const folder = only('terraform', 'tofu');
    folder.env.TERRAFORM = 'tofu';
    expect(used(folder)).toEqual(new Set(['aws', 'tofu']));
  });

  testWithBash('is named if neither is installed', () => {
    expect(only().run('infra/plan')).toMatchObject({
      status: 1, stderr: expect.stringContaining('Neither Terraform nor OpenTofu is installed.'),
    });
  });
});
