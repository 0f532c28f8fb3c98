import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeCommitGit, startCodeCommitGit } from './codecommit-git';
import { CertificateAuthority } from '../../support/machine/certificates';
import { stopServices } from '../../support/machine/processes';
import { type Ended, run, runWell } from '../../support/run';
import { describeAws } from '../describe-aws';

const REGION = 'eu-west-3';
const KEY = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
/** A role that can only fetch. */
const SESSION = { ...KEY, id: 'ASIAEXAMPLE', token: 'to/ken+with=signs' };
const PASSWORD = { userName: 'reader-at-123456789012', password: 'a+b/c=\'"$' };

describeAws('CodeCommit\'s Git servers', () => {
  let [state, host] = ['', ''];
  let git: CodeCommitGit;
  let authority: CertificateAuthority;
  const pushedTo: string[] = [];

  beforeAll(async () => {
    state = mkdtempSync('/run/git-');
    mkdirSync(join(state, 'home'));
    authority = new CertificateAuthority(state);
    git = await startCodeCommitGit({
      folder: join(state, 'repositories'),
      state: join(state, 'servers'),
      region: REGION,
      authority,
      address: '127.0.0.20',
      pushed: (repository) => pushedTo.push(repository),
      accessKeys: { [KEY.id]: KEY.secret, [SESSION.id]: SESSION.secret },
      sessionOf: (id) => id !== SESSION.id ? undefined : {
        token: SESSION.token,
        require: async (repository, wanted) => {
          if (wanted === 'push') {
            throw new Error(`the role must not push to ${repository}`);
          }
        },
      },
      serviceCredentials: [{ ...PASSWORD, rights: { mine: 'pull' } }],
    });
    host = git.host;
    await git.createRepository('mine');
    await git.createRepository('theirs');
    await runWell('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', join(state, 'key')], state, process.env);
    git.allowSshKey({
      id: 'APKAEXAMPLE', publicKey: readFileSync(join(state, 'key.pub'), 'utf8'), rights: { mine: 'pull' },
    });
  });

  afterAll(async () => {
    await git.close();
    await stopServices();
  });

  const environment = () => ({
    PATH: process.env.PATH, HOME: join(state, 'home'), ...authority.environment, GIT_TERMINAL_PROMPT: '0',
  });
  const ssh = (key: string) => ({
    GIT_SSH_COMMAND: `ssh -i ${join(state, key)} -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=${join(state, 'known_hosts')}`,
  });

  function list(url: string, env: NodeJS.ProcessEnv = {}, config: readonly string[] = []): Promise<Ended> {
    return run('git', [...config.flatMap((setting) => ['-c', setting]), 'ls-remote', url], state, {
      ...environment(), ...env,
    });
  }

  /** Configures Git like `repos:push`. */
  const helper = [
    'credential.helper=', 'credential.helper=!aws codecommit credential-helper $@', 'credential.UseHttpPath=true',
  ];
  const signedIn = (secret: string) => ({
    AWS_ACCESS_KEY_ID: KEY.id, AWS_SECRET_ACCESS_KEY: secret, AWS_DEFAULT_REGION: REGION,
  });
  const asRole = (token?: string) => ({
    ...signedIn(SESSION.secret),
    AWS_ACCESS_KEY_ID: SESSION.id,
    ...(token && { AWS_SESSION_TOKEN: token }),
  });
  const https = (name: string, user = '') => `https://${user}${git.host}/v1/repos/${name}`;
  const password = ({ userName, password: secret }: typeof PASSWORD) => `${userName}:${encodeURIComponent(secret)}@`;

  test('serves the real host name', () => expect(host).toBe('git-codecommit.eu-west-3.amazonaws.com'));

  test('accepts the credential helper\'s signature over HTTPS', async () => {
    expect(await list(https('mine'), signedIn(KEY.secret), helper)).toMatchObject({ code: 0 });
  });

  test.each<[string, () => Promise<Ended>, RegExp]>([
    ['a password signed with another secret', () => list(https('mine'), signedIn('another'), helper), /error: 403/],
    ['a role without its session token', () => list(https('mine'), asRole(), helper), /error: 403/],
    ['a role with another session token', () => list(https('mine'), asRole('another'), helper), /error: 403/],
    ['a signature for another repository', async () => list(https('theirs', await signatureFor('mine'))), /error: 403/],
    ['nobody', () => list(https('mine')), /could not read Username/],
    ['a missing repository', () => list(https('none'), signedIn(KEY.secret), helper), /not found/],
    [
      'the wrong password for CodeCommit', () => list(https('mine', password({ ...PASSWORD, password: 'x' }))),
      /error: 403/,
    ],
    ["another repository than the password's", () => list(https('theirs', password(PASSWORD))), /error: 403/],
    [
      'another key',
      () =>
        runWell('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', join(state, 'other')], state, process.env).then(() =>
          list(`ssh://APKAEXAMPLE@${host}/v1/repos/mine`, ssh('other')),
        ),
      /Permission denied/,
    ],
    ['an unregistered key ID', () => list(`ssh://APKAOTHER@${host}/v1/repos/mine`, ssh('key')), /Permission denied/],
    [
      "another repository than the key's", () => list(`ssh://APKAEXAMPLE@${host}/v1/repos/theirs`, ssh('key')),
      /may not use git-upload-pack on theirs/,
    ],
  ])('refuses %s', async (_, attempt, message) => {
    const { code, stderr } = await attempt();
    expect({ code, stderr }).toEqual({ code: 128, stderr: expect.stringMatching(message) });
  });

  test('accepts a Git password over HTTPS and a key over SSH', async () => {
    expect(await list(https('mine', password(PASSWORD)))).toMatchObject({ code: 0 });
    expect(await list(`ssh://APKAEXAMPLE@${host}/v1/repos/mine`, ssh('key'))).toMatchObject({ code: 0 });
  });

  test('allows a push with push rights and refuses it with read rights', async () => {
    const clone = join(state, 'clone');
    await runWell('git', ['init', '--quiet', '--initial-branch', 'main', clone], state, environment());
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    await runWell(
      'git',
      [...identity, 'commit', '--quiet', '--allow-empty', '--message', 'first'],
      clone,
      environment(),
    );
    const push = (url: string, env: NodeJS.ProcessEnv, config: readonly string[] = []) =>
      run('git', [...config.flatMap((setting) => ['-c', setting]), 'push', url, 'main'], clone, {
        ...environment(), ...env,
      });
    expect(await push(https('mine', password(PASSWORD)), {})).toMatchObject({
      code: 128, stderr: expect.stringContaining('403'),
    });
    expect(await push(`ssh://APKAEXAMPLE@${host}/v1/repos/mine`, ssh('key'))).toMatchObject({
      code: 128, stderr: expect.stringContaining('may not use git-receive-pack'),
    });
    expect(await list(https('mine'), asRole(SESSION.token), helper)).toMatchObject({ code: 0 });
    expect(await push(https('mine'), asRole(SESSION.token), helper)).toMatchObject({
      code: 128, stderr: expect.stringContaining('403'),
    });
    expect(pushedTo).toEqual([]);
    expect(await push(https('mine'), signedIn(KEY.secret), helper)).toMatchObject({ code: 0 });
    expect(pushedTo).toEqual(['mine']);
    expect((await list(`ssh://APKAEXAMPLE@${host}/v1/repos/mine`, ssh('key'))).stdout).toContain('refs/heads/main');
  });

  test('a key runs only Git commands, and none after its revocation', async () => {
    const shell = await run(
      'bash',
      ['-c', `${ssh('key').GIT_SSH_COMMAND} APKAEXAMPLE@${host} id`],
      state,
      environment(),
    );
    expect(shell).toMatchObject({ code: 128, stderr: expect.stringContaining('CodeCommit runs Git alone') });
    git.revokeSshKey('APKAEXAMPLE');
    expect(await list(`ssh://APKAEXAMPLE@${host}/v1/repos/mine`, ssh('key'))).toMatchObject({
      code: 128, stderr: expect.stringContaining('Permission denied'),
    });
  });

  /** User name and password that the credential helper signs for a repository. */
  async function signatureFor(repository: string): Promise<string> {
    const asked = `printf 'protocol=https\\nhost=${host}\\npath=v1/repos/${repository}\\n\\n' | aws codecommit credential-helper get`;
    const answer = await runWell('bash', ['-c', asked], state, { ...environment(), ...signedIn(KEY.secret) });
    const [, userName, secret] = /username=(.*)\npassword=(.*)/.exec(answer) ?? [];
    return `${encodeURIComponent(userName)}:${encodeURIComponent(secret)}@`;
  }
});
