import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { thisGenerator } from '../../src/render/generator';
import { type RenderedFile, renderRepo } from '../../src/render/render';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { CFN_LINT, HADOLINT, SHELLCHECK, runProgram, testWith } from '../support/programs';
import { temporaryFolder } from '../support/temporary-folder';

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
    const templates = lay(join(folder, region), OPTION_SETS_OF_THE_PIPELINE.flatMap((answers) => render({ ...answers, region })), (path) => path.startsWith('app/infra/'));
    expect(templates.length).toBeGreaterThanOrEqual(9);
    expect(runProgram('cfn-lint', ['--regions', region, '--include-checks', 'I', '--', ...templates], folder)).toEqual({ code: 0, output: '' });
  }
}, 300_000);

testWith(HADOLINT)('hadolint finds nothing in the Dockerfile', () => {
  const folder = temporaryFolder();
  const files = lay(folder, OPTION_SETS_OF_THE_PIPELINE.flatMap(render), (path) => path.endsWith('/Dockerfile'));
  expect(files.length).toBeGreaterThanOrEqual(1);
  expect(runProgram('hadolint', files, folder)).toEqual({ code: 0, output: '' });
});

testWith(SHELLCHECK)('shellcheck finds nothing in the scripts', () => {
  const folder = temporaryFolder();
  for (const [index, answers] of [OPTION_SETS_OF_THE_PIPELINE[0], ...OTHERS].entries()) {
    for (const repo of ['app', 'config']) {
      // As they lie in the repository: each names its library relative to it.
      const root = join(folder, String(index), repo);
      const scripts = render(answers).filter(({ path }) => path.startsWith(`${repo}/`) && path.endsWith('.sh')).map(({ path, content }) => {
        const file = join(folder, String(index), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        return file;
      });
      expect(scripts.length).toBeGreaterThanOrEqual(10);
      expect(runProgram('shellcheck', ['--external-sources', '--source-path=SCRIPTDIR', '--source-path=.', ...scripts], root)).toEqual({ code: 0, output: '' });
    }
  }
});

testWith(SHELLCHECK)('shellcheck finds nothing in the commands of the buildspec', () => {
  const folder = temporaryFolder();
  // The commands of all phases share one shell.
  const scripts = OPTION_SETS_OF_THE_PIPELINE.flatMap(render)
    .filter(({ path }) => path.startsWith('app/buildspec'))
    .map(({ content }) => Object.values<{ commands: string[] }>(parse(content).phases).flatMap((phase) => phase.commands).join('\n'));
  const files = [...new Set(scripts)].map((script, index) => {
    const path = join(folder, `${index}.sh`);
    writeFileSync(path, `#!/bin/bash\n${script}\n`);
    return path;
  });
  expect(files.length).toBeGreaterThan(1);
  expect(runProgram('shellcheck', files, folder)).toEqual({ code: 0, output: '' });
});
