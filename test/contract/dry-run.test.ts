import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { taskName } from '../../src/project/tasks';
import { testWithBash } from '../support/bash';
import { REPOS, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readFiles, writeFiles } from '../support/write-files';

/** Programs that change something outside of the folder, or ask somebody who does not answer here. */
const FORBIDDEN = ['aws', 'kubectl', 'eksctl', 'argocd', 'docker', 'ssh-keygen', 'ssh-keyscan', 'curl', 'npm', 'open', 'xdg-open'];
const COMPLAINT = 'a dry run must not start';

const SETS: Answers[] = [
  { appName: 'my-app' },
  { appName: 'no', cluster: 'existing', repoAuth: 'https', serviceType: 'ClusterIP', accountId: '012345678901', defaultBranch: 'release/1.0' },
];

testWithBash.each(SETS)('every task shows what it would do, and does nothing: %j', (answers) => {
  const bin = temporaryFolder();
  const stub = (path: string) => ({ path, content: `#!/bin/sh\necho "${COMPLAINT} ${path}" >&2\nexit 99\n`, executable: true });
  writeFiles(bin, FORBIDDEN.map(stub));
  const folder = temporaryFolder();
  const files = renderPair(answers);
  REPOS.forEach((repo) => writeFiles(join(folder, repo), files.filter((file) => file.repo === repo)));
  const before = readFiles(folder);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  for (const { repo, path } of files.filter((file) => taskName(file.path))) {
    const { status, stdout, stderr } = spawnSync('bash', [path, '--dry-run'], { cwd: join(folder, repo), env, input: '', encoding: 'utf8', timeout: 10_000 });
    expect({ repo, path, status, stderr }).toEqual({ repo, path, status: 0, stderr: expect.not.stringContaining(COMPLAINT) });
    expect({ repo, path, stdout }).toEqual({ repo, path, stdout: expect.stringMatching(/\S/) });
  }
  expect(readFiles(folder)).toEqual(before);
});
