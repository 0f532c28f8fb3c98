import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { thisGenerator } from '../../src/render/generator';
import { type RenderedFile, renderRepo } from '../../src/render/render';
import { CFN_LINT, HADOLINT, SHELLCHECK, runProgram, testWith } from '../support/programs';
import { temporaryFolder } from '../support/temporary-folder';

/** Every combination of the options that change infrastructure. */
const COMBINATIONS: Answers[] = ['pr-merge', 'commit'].flatMap((trigger) => [true, false].flatMap((prBuilds) => ['amd64', 'arm64'].map((architecture) =>
  ({ appName: 'shop', trigger, prBuilds, architecture }))));

/** What the options add beside infrastructure: other scripts. */
const OTHERS: Answers[] = [
  { appName: 'shop', repoAuth: 'https', cluster: 'existing', serviceType: 'ClusterIP', accountId: '123456789012' },
  { appName: 'shop', syncPolicy: 'automated', compute: 'managed-nodes', region: 'cn-north-1' },
];

function render(answers: Answers): RenderedFile[] {
  return (['app', 'config'] as const).flatMap((repo) => renderRepo(repo, resolveOptions(answers), thisGenerator())
    .map((file) => ({ ...file, path: `${repo}/${file.path}` })));
}

/** Writes the files that are wanted, each distinct text once. */
function lay(folder: string, files: readonly RenderedFile[], wanted: (path: string) => boolean): string[] {
  const texts = new Map(files.filter((file) => wanted(file.path)).map((file) => [`${file.path}\n${file.content}`, file]));
  return [...texts.values()].map((file, index) => {
    const path = join(folder, String(index), file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content);
    return path;
  });
}

testWith(CFN_LINT)('cfn-lint finds nothing in the CloudFormation templates', () => {
  const folder = temporaryFolder();
  for (const region of ['us-east-1', 'eu-central-1', 'cn-north-1']) {
    const templates = lay(join(folder, region), COMBINATIONS.flatMap((answers) => render({ ...answers, region })), (path) => path.startsWith('app/infra/'));
    expect(templates.length).toBeGreaterThanOrEqual(9);
    expect(runProgram('cfn-lint', ['--regions', region, '--include-checks', 'I', '--', ...templates], folder)).toEqual({ code: 0, output: '' });
  }
}, 300_000);

testWith(HADOLINT)('hadolint finds nothing in the Dockerfile', () => {
  const folder = temporaryFolder();
  const files = lay(folder, COMBINATIONS.flatMap(render), (path) => path.endsWith('/Dockerfile'));
  expect(files.length).toBeGreaterThanOrEqual(1);
  expect(runProgram('hadolint', files, folder)).toEqual({ code: 0, output: '' });
});

testWith(SHELLCHECK)('shellcheck finds nothing in the scripts', () => {
  const folder = temporaryFolder();
  const scripts = [...COMBINATIONS.slice(0, 1), ...OTHERS].flatMap((answers) => lay(join(folder, String(OTHERS.indexOf(answers))), render(answers), (path) => path.endsWith('.sh')));
  expect(scripts.length).toBeGreaterThanOrEqual(20);
  expect(runProgram('shellcheck', ['--external-sources', '--source-path=SCRIPTDIR', ...scripts], folder)).toEqual({ code: 0, output: '' });
});

testWith(SHELLCHECK)('shellcheck finds nothing in the commands of the buildspec', () => {
  const folder = temporaryFolder();
  const commands = COMBINATIONS.flatMap(render).filter(({ path }) => path === 'app/buildspec.yml').flatMap(({ content }) =>
    Object.values<{ commands?: string[]; finally?: string[] }>(parse(content).phases).flatMap(({ commands = [], finally: last = [] }) => [...commands, ...last]));
  expect(commands.length).toBeGreaterThan(0);
  const fragments = [...new Set(commands)].map((command, index) => {
    const path = join(folder, `${index}.sh`);
    writeFileSync(path, `#!/bin/bash\n${command}\n`);
    return path;
  });
  expect(runProgram('shellcheck', fragments, folder)).toEqual({ code: 0, output: '' });
});
