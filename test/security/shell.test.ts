import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { ANSWERS_OF_THE_PACKAGE_MANAGERS, OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { HADOLINT, SHELLCHECK, runProgram, testWith } from '../support/programs';
import { fileIn, filesByFolder, renderPair } from '../support/render-pair';
import { shellFragments } from '../support/security/shell-fragments';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const testWithShellcheck = testWith(SHELLCHECK);
const testWithHadolint = testWith(HADOLINT);

/** Options that add scripts beside infrastructure. */
const PAIRS: readonly Answers[] = [
  OPTION_SETS_OF_THE_PIPELINE[0],
  { appName: 'shop', iac: 'cdk' },
  { appName: 'shop', layout: 'single' },
  { appName: 'shop', layout: 'single', engine: 'flux', promotion: 'pull-request' },
  { appName: 'shop', layout: 'single', environments: 'dev,production', iac: 'cdk' },
  { appName: 'shop', layout: 'single', promotion: 'manual', syncPolicy: 'automated' },
  { appName: 'shop', iac: 'cdk', prBuilds: false },
  { appName: 'shop', iac: 'terraform' },
  { appName: 'shop', iac: 'terraform', engine: 'flux', retainData: true, upgrades: 'weekly' },
  { appName: 'shop', environments: 'dev,production', engine: 'flux' },
  { appName: 'shop', environments: 'dev,production', promotion: 'manual' },
  { appName: 'shop', iac: 'cdk', packageManager: 'yarn' },
  { appName: 'shop', repoAuth: 'ssh', cluster: 'existing', serviceType: 'ClusterIP', accountId: '123456789012' },
  {
    appName: 'shop',
    syncPolicy: 'automated',
    compute: 'managed-nodes',
    region: 'cn-north-1',
    promotion: 'manual',
    scanGate: 'none',
  },
  { appName: 'shop', environments: ['dev', { name: 'production', clusterName: 'live', region: 'us-west-2' }] },
  { appName: 'shop', environments: ['dev', { name: 'production', clusterName: 'live' }], engine: 'flux', compute: 'managed-nodes' },
];

/** Shellcheck's findings in the scripts of a folder. */
function shellcheck(
  folder: string, files: ReadonlyArray<{ path: string; content: string }>,
): { code: number | null; output: string } {
  writeFiles(folder, files);
  const scripts = files.filter(({ path }) => path.endsWith('.sh')).map(({ path }) => join(folder, path));
  return runProgram(
    'shellcheck',
    ['--external-sources', '--source-path=SCRIPTDIR', '--source-path=.', ...scripts],
    folder,
  );
}

const REPOSITORIES = PAIRS.flatMap((answers) => [...filesByFolder(answers).keys()].map((repo) => ({ repo, answers })));

testWithShellcheck.each(REPOSITORIES)(
  'shellcheck finds nothing in the scripts of the $repo repo: $answers', ({ repo, answers }) => {
    // Inside the repository: each script names its library relative to it.
    const files = filesByFolder(answers).get(repo)!;
    expect(files.filter(({ path }) => path.endsWith('.sh')).length).toBeGreaterThanOrEqual(10);
    expect(shellcheck(temporaryFolder(), files)).toEqual({ code: 0, output: '' });
  }, 60_000);

testWithShellcheck('shellcheck finds nothing in CodeBuild\'s commands, in files and in the infrastructure', () => {
  const fragments = shellFragments();
  expect([...new Set(fragments.map(({ place }) => place))].sort()).toEqual([
    'Promote', 'PullRequestReport', 'ScanGate', 'Upgrade', 'UpgradeProposal', 'app/buildspec-pull-request.yml',
    'app/buildspec.yml',
  ]);
  const files = fragments.map(({ script }, index) => ({ path: `${index}.sh`, content: `#!/bin/bash\n${script}\n` }));
  expect(shellcheck(temporaryFolder(), files)).toEqual({ code: 0, output: '' });
}, 60_000);

testWithShellcheck('shellcheck finds a mistake', () => {
  const { code, output } = shellcheck(temporaryFolder(), [{ path: 'x.sh', content: '#!/bin/bash\nrm $1\n' }]);
  expect(code).toBe(1);
  expect(output).toContain('SC2086');
});

testWithHadolint('hadolint finds nothing in the Dockerfile', () => {
  const texts = [
    ...new Set(
      [...OPTION_SETS_OF_THE_PIPELINE, ...ANSWERS_OF_THE_PACKAGE_MANAGERS].map(
        (answers) => fileIn(renderPair(answers), 'app/Dockerfile').content,
      ),
    ),
  ];
  expect(texts.length).toBeGreaterThan(0);
  expect(hadolint(texts)).toEqual({ code: 0, output: '' });
});

testWithHadolint('hadolint finds a mistake', () => {
  const { code, output } = hadolint(['FROM alpine:latest\nRUN cd $HOME\n']);
  expect(code).toBe(1);
  expect(output).toMatch(/DL3007[^]*SC2164|SC2164[^]*DL3007|DL3007[^]*DL3003/);
});

function hadolint(texts: readonly string[]): { code: number | null; output: string } {
  const folder = temporaryFolder();
  const files = texts.map((content, index) => ({ path: `${index}/Dockerfile`, content }));
  writeFiles(folder, files);
  return runProgram('hadolint', files.map(({ path }) => path), folder);
}
