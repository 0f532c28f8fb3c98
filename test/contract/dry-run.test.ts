import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { taskName } from '../../src/project/tasks';
import { testWithBash } from '../support/bash';
import { filesByFolder } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readFiles, writeFiles } from '../support/write-files';

/** Programs that change something outside the folder or call a server. */
const FORBIDDEN = [
  'aws', 'kubectl', 'eksctl', 'argocd', 'docker', 'kind', 'ssh', 'ssh-keygen', 'ssh-keyscan', 'curl', 'npm', 'npx', 'cdk',
  'open', 'xdg-open',
];
const COMPLAINT = 'a dry run must not start';

const SETS: Answers[] = [
  { appName: 'my-app' },
  {
    appName: 'no',
    cluster: 'existing',
    repoAuth: 'https',
    serviceType: 'ClusterIP',
    accountId: '012345678901',
    defaultBranch: 'release/1.0',
  },
  { appName: 'shop', environments: ['dev', 'production'] },
  { appName: 'shop', environments: ['dev', 'production'], engine: 'flux' },
  { appName: 'shop', environments: ['dev', { name: 'production', clusterName: 'live', region: 'us-west-2' }] },
  {
    appName: 'shop',
    environments: ['dev', { name: 'production', clusterName: 'live', region: 'us-west-2' }],
    engine: 'flux',
    compute: 'managed-nodes',
  },
  { appName: 'shop', engine: 'flux', compute: 'managed-nodes', cluster: 'existing' },
  { appName: 'shop', iac: 'cdk', promotion: 'manual', repoAuth: 'ssh', architecture: 'arm64' },
  { appName: 'shop', layout: 'single' },
  { appName: 'shop', layout: 'single', engine: 'flux', iac: 'terraform', environments: ['dev', 'production'] },
];

/** The expected result of every task for an argument, without any server. */
const ARGUMENTS = [
  { argument: '--dry-run', status: 0, told: /\S/ },
  { argument: '--help', status: 0, told: /^[A-Z].*\.\nFlags: --dry-run/ },
  { argument: '--dryrun', status: 1, told: /--dryrun is not a flag of this task/ },
];

testWithBash.each(SETS)(
  'every task prints its commands and its flags, refuses other flags and changes nothing: %j',
  (answers) => {
    const bin = temporaryFolder();
    const stub = (path: string) => ({
      path, content: `#!/bin/sh\necho "${COMPLAINT} ${path}" >&2\nexit 99\n`, executable: true,
    });
    writeFiles(bin, FORBIDDEN.map(stub));
    const folder = temporaryFolder();
    const repos = filesByFolder(answers);
    repos.forEach((files, repo) => writeFiles(join(folder, repo), files));
    const before = readFiles(folder);
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    const tasks = [...repos].flatMap(([repo, files]) => files.map(({ path }) => ({ repo, path })));
    for (const { repo, path } of tasks.filter((file) => taskName(file.path))) {
      for (const { argument, status: expected, told } of ARGUMENTS) {
        const options = { cwd: join(folder, repo), env, input: '', encoding: 'utf8', timeout: 10_000 } as const;
        const { status, stdout, stderr } = spawnSync('bash', [path, argument], options);
        expect({ path, argument, status, stderr }).toEqual({
          path, argument, status: expected, stderr: expect.not.stringContaining(COMPLAINT),
        });
        expect({ path, argument, told: stdout + stderr }).toEqual({
          path, argument, told: expect.stringMatching(told),
        });
      }
    }
    expect(readFiles(folder)).toEqual(before);
  },
);
