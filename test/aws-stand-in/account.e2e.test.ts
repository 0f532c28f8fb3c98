import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAws } from './describe-aws';
import { ACCOUNT, REGION } from './place';
import { startWorld, type World } from './world';
import { type Ended, run } from '../support/run';

const REPOSITORY = {
  Type: 'AWS::CodeCommit::Repository', DeletionPolicy: 'RetainExceptOnCreate', Properties: { RepositoryName: 'kept' },
};
const IMAGES = { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'images', EmptyOnDelete: true } };
const LOGS = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'logs', RetentionInDays: 30 } };
const BUCKET = {
  Type: 'AWS::S3::Bucket', Properties: { BucketName: 'artifacts', VersioningConfiguration: { Status: 'Enabled' } },
};

describeAws('stacks in this account are as in AWS', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world?.stop());

  function aws(...args: string[]): Promise<Ended> {
    return run('aws', [...args, '--region', REGION, '--output', 'json'], world.folder, world.user);
  }

  async function deploy(stack: string, Resources: object, Outputs: object = {}): Promise<Ended> {
    writeFileSync(join(world.folder, 'template.json'), JSON.stringify({ Resources, Outputs }));
    return aws(
      'cloudformation', 'deploy', '--stack-name', stack, '--template-file', 'template.json',
      '--no-fail-on-empty-changeset',
    );
  }

  async function statusOf(stack: string): Promise<string> {
    const { stdout } = await aws('cloudformation', 'describe-stacks', '--stack-name', stack);
    return JSON.parse(stdout || '{"Stacks": [{}]}').Stacks[0].StackStatus;
  }

  test('an unknown resource type is an error and creates nothing', async () => {
    expect(
      (await deploy('unknown', { Images: IMAGES, Other: { Type: 'AWS::CodeBuild::Fleet', Properties: {} } })).code,
    ).not.toBe(0);
    expect(await statusOf('unknown')).toBe('ROLLBACK_COMPLETE');
    expect((await aws('cloudformation', 'describe-stack-events', '--stack-name', 'unknown')).stdout).toContain(
      'Unrecognized resource types: [AWS::CodeBuild::Fleet]',
    );
    expect(await aws('ecr', 'describe-repositories')).toMatchObject({
      code: 0, stdout: expect.not.stringContaining('images'),
    });
  });

  test('a stack that fails to create rolls back and names the failed resource', async () => {
    const taken = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'nobodys', PolicyDocument: {} } };
    expect((await deploy('broken', { Repository: REPOSITORY, Taken: taken })).code).not.toBe(0);
    expect((await aws('cloudformation', 'describe-stack-events', '--stack-name', 'broken')).stdout).toMatch(
      /"LogicalResourceId": "Taken"/,
    );
    expect(await aws('codecommit', 'list-repositories')).toMatchObject({
      code: 0, stdout: expect.not.stringContaining('kept'),
    });
  });

  test('a change set provides the outputs, and the same change set again has no changes', async () => {
    const resources = { Repository: REPOSITORY, Images: IMAGES };
    const outputs = { Url: { Value: { 'Fn::GetAtt': ['Images', 'RepositoryUri'] } } };
    expect(await deploy('right', resources, outputs)).toMatchObject({ code: 0 });
    expect((await aws('cloudformation', 'describe-stacks', '--stack-name', 'right')).stdout).toMatch(
      /"OutputValue": "[0-9]+\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/images"/,
    );
    expect(await deploy('right', resources, outputs)).toMatchObject({
      code: 0, stdout: expect.stringContaining('No changes to deploy'),
    });
  });

  test('an unsupported property is an error', async () => {
    expect(
      (await deploy('other', { Repository: { ...REPOSITORY, Properties: { RepositoryName: 'other', Triggers: [] } } }))
        .code,
    ).not.toBe(0);
    expect((await aws('cloudformation', 'describe-stack-events', '--stack-name', 'other')).stdout).toContain(
      'Our AWS::CodeCommit::Repository does not know the property Triggers.',
    );
  });

  test('applies supported changes and rejects unsupported ones', async () => {
    const changed = (properties: object) =>
      deploy('logs', { Logs: { ...LOGS, Properties: { ...LOGS.Properties, ...properties } } });
    expect(await changed({})).toMatchObject({ code: 0 });
    expect(await changed({ RetentionInDays: 90 })).toMatchObject({ code: 0 });
    expect((await aws('logs', 'describe-log-groups')).stdout).toContain('"retentionInDays": 90');
    expect((await changed({ RetentionInDays: 90, LogGroupClass: 'INFREQUENT_ACCESS' })).code).not.toBe(0);
    const { stdout } = await aws('cloudformation', 'describe-stack-events', '--stack-name', 'logs');
    expect(stdout).toContain('Our AWS::Logs::LogGroup does not know how to change LogGroupClass.');
  });

  test('an update keeps a repository whose values stay, and refuses to replace one that has a name', async () => {
    const repository = (properties: object) => deploy('encrypted', {
      Images: { ...IMAGES, Properties: { RepositoryName: 'encrypted', EmptyOnDelete: true, ...properties } },
    });
    const createdAt = async () =>
      JSON.parse((await aws('ecr', 'describe-repositories', '--repository-names', 'encrypted')).stdout).repositories[0]
        .createdAt;
    expect(await repository({ EncryptionConfiguration: { EncryptionType: 'KMS' } })).toMatchObject({ code: 0 });
    const before = await createdAt();
    expect(
      await repository({
        RepositoryName: { 'Fn::Join': ['', ['en', 'crypted']] },
        EmptyOnDelete: 'true',
        EncryptionConfiguration: { EncryptionType: 'KMS' },
      }),
    ).toMatchObject({ code: 0 });
    expect(await createdAt()).toBe(before);
    expect((await repository({ EncryptionConfiguration: { EncryptionType: 'AES256' } })).code).not.toBe(0);
    expect(await createdAt()).toBe(before);
    expect((await aws('cloudformation', 'describe-stack-events', '--stack-name', 'encrypted')).stdout).toContain(
      'cannot update a stack when a custom-named resource requires replacing. Rename encrypted',
    );
  });

  test('an update makes a resource again that an earlier one deleted', async () => {
    const [other, logs] = [{ ...BUCKET, Properties: {} }, { ...LOGS, Properties: { LogGroupName: 'again' } }];
    for (const resources of [{ other, logs }, { other }, { other, logs }]) {
      expect(await deploy('again', resources)).toMatchObject({ code: 0 });
    }
    expect((await aws('logs', 'describe-log-groups')).stdout).toContain('"logGroupName": "again"');
  });

  test('an update may remove a parameter', async () => {
    const bucket = async (name: object | string, Parameters: object) => {
      const template = { Parameters, Resources: { Bucket: { ...BUCKET, Properties: { BucketName: name } } } };
      writeFileSync(join(world.folder, 'template.json'), JSON.stringify(template));
      return aws(
        'cloudformation', 'deploy', '--stack-name', 'parameters', '--template-file', 'template.json',
        ...Object.keys(Parameters).flatMap((key) => ['--parameter-overrides', `${key}=with-parameter`]),
      );
    };
    expect(await bucket({ Ref: 'Name' }, { Name: { Type: 'String' } })).toMatchObject({ code: 0 });
    expect(await bucket('with-parameter', {})).toMatchObject({ code: 0 });
    const { stdout } = await aws('cloudformation', 'describe-stacks', '--stack-name', 'parameters');
    expect(JSON.parse(stdout).Stacks[0]).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  });

  test('change set names belong to their stack, and deleting a missing one succeeds', async () => {
    writeFileSync(
      join(world.folder, 'template.json'), JSON.stringify({ Resources: { Bucket: { ...BUCKET, Properties: {} } } }),
    );
    for (const stack of ['one', 'two']) {
      const named = ['--stack-name', stack, '--change-set-name', 'same'];
      expect(
        await aws(
          'cloudformation', 'create-change-set', ...named, '--change-set-type', 'CREATE', '--template-body',
          'file://template.json',
        ),
      ).toMatchObject({ code: 0 });
      expect((await aws('cloudformation', 'describe-change-set', ...named)).stdout).toContain(
        `"StackName": "${stack}"`,
      );
    }
    const first = ['--stack-name', 'one', '--change-set-name', 'same'];
    expect(await aws('cloudformation', 'delete-change-set', ...first)).toMatchObject({ code: 0 });
    expect(await aws('cloudformation', 'delete-change-set', ...first)).toMatchObject({ code: 0 });
    expect((await aws('cloudformation', 'describe-change-set', ...first)).stderr).toContain(
      'ChangeSet [same] does not exist',
    );
    expect(
      await aws('cloudformation', 'execute-change-set', '--stack-name', 'two', '--change-set-name', 'same'),
    ).toMatchObject({ code: 0 });
    expect(await statusOf('two')).toBe('CREATE_COMPLETE');
  });

  test('a missing role can neither be assumed nor create a stack', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/nobodys`;
    expect((await aws('sts', 'assume-role', '--role-arn', role, '--role-session-name', 'somebody')).stderr).toMatch(
      /AccessDenied.*sts:AssumeRole on resource: .*nobodys/,
    );
    const names = ['--stack-name', 'roleless', '--change-set-name', 'x', '--change-set-type', 'CREATE'];
    const named = [...names, '--template-body', 'file://template.json'];
    expect((await aws('cloudformation', 'create-change-set', ...named, '--role-arn', role)).stderr).toContain(
      `Role ${role} is invalid or cannot be assumed`,
    );
  });

  test('a user has at most five SSH keys, all RSA of sufficient length', async () => {
    await aws('iam', 'create-user', '--user-name', 'reader');
    const upload = (file: string) =>
      aws('iam', 'upload-ssh-public-key', '--user-name', 'reader', '--ssh-public-key-body', `file://${file}`);
    const make = async (name: string, ...type: string[]) => {
      expect(
        await run('ssh-keygen', ['-q', '-N', '', '-f', name, '-t', ...type], world.folder, world.user),
      ).toMatchObject({ code: 0 });
      return `${name}.pub`;
    };
    const first = await make('key1', 'rsa', '-b', '2048');
    expect((await upload(await make('short', 'rsa', '-b', '1024'))).stderr).toMatch(/InvalidPublicKey.*ssh-rsa 1024/);
    expect((await upload(await make('curve', 'ed25519'))).stderr).toMatch(/InvalidPublicKey.*ssh-ed25519/);
    writeFileSync(join(world.folder, 'garbled.pub'), readFileSync(join(world.folder, first), 'utf8').slice(0, 100));
    expect((await upload('garbled.pub')).stderr).toContain('UnrecognizedPublicKeyEncoding');
    expect(await upload(first)).toMatchObject({ code: 0 });
    expect((await upload(first)).stderr).toContain('DuplicateSSHPublicKey');
    for (const name of ['key2', 'key3', 'key4', 'key5']) {
      expect(await upload(await make(name, 'rsa', '-b', '2048'))).toMatchObject({ code: 0 });
    }
    expect((await upload(await make('key6', 'rsa', '-b', '2048'))).stderr).toContain('LimitExceeded');
  });

  test('S3 rejects requests with a wrong signature or none', async () => {
    const list = (...more: string[]) => [
      's3api', 'list-objects-v2', '--bucket', 'artifacts', '--region', REGION, ...more,
    ];
    const wrong = await run('aws', list(), world.folder, { ...world.user, AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect(wrong.stderr).toContain('InvalidSignatureException');
    expect((await run('aws', list('--no-sign-request'), world.folder, world.user)).stderr).toContain(
      'UnrecognizedClientException',
    );
  });

  test('retained resources stay, and images are deleted with their stack', async () => {
    const manifest = JSON.stringify({ mediaType: 'application/vnd.docker.distribution.manifest.v2+json', layers: [] });
    expect(
      await aws('ecr', 'put-image', '--repository-name', 'images', '--image-manifest', manifest, '--image-tag', 'one'),
    ).toMatchObject({ code: 0 });
    expect(await aws('cloudformation', 'delete-stack', '--stack-name', 'right')).toMatchObject({ code: 0 });
    expect((await aws('codecommit', 'list-repositories')).stdout).toContain('kept');
    expect(await aws('ecr', 'describe-repositories')).toMatchObject({
      code: 0, stdout: expect.not.stringContaining('images'),
    });
  });

  test('a bucket with objects blocks the deletion of its stack', async () => {
    await deploy('bucket', { Bucket: BUCKET });
    writeFileSync(join(world.folder, 'something'), 'something');
    expect(
      await aws('s3api', 'put-object', '--bucket', 'artifacts', '--key', 'a', '--body', 'something'),
    ).toMatchObject({ code: 0 });
    await aws('cloudformation', 'delete-stack', '--stack-name', 'bucket');
    expect(await statusOf('bucket')).toBe('DELETE_FAILED');
  });

  test('an imported export blocks the deletion of its stack', async () => {
    await deploy('exports', { Images: IMAGES }, { Uri: { Value: 'x', Export: { Name: 'the-export' } } });
    await deploy('imports', {
      Other: {
        ...BUCKET, Properties: { BucketName: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'the-export' }, 'yz']] } },
      },
    });
    expect((await aws('cloudformation', 'delete-stack', '--stack-name', 'exports')).stderr).toContain(
      'Export the-export cannot be deleted as it is in use by imports',
    );
  });
});
