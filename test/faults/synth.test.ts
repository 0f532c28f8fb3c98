import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultyMachine } from './faults';
import { REPOS, Trial, isKilled } from './trial';
import { readTree } from '../support/tree';

/**
 * Makes every file operation of a synth fail in turn. `FAULTS=all npx jest test/faults` tries every fault, and
 * `FAULTS=400` that many of each command. By default, it tries a few.
 */
jest.setTimeout(1_800_000);

let trial: Trial;
let machine: FaultyMachine;

beforeAll(() => {
  trial = new Trial();
  machine = trial.machine;
});
afterAll(() => trial.end());

describe('a synth writes whole files or none, and the next one repairs', () => {
  const WORLDS: ReadonlyArray<[string, (folder: string) => void]> = [
    [
      'of a new repository',
      (folder) => {
        readdirSync(folder)
          .filter((name) => name !== '.projenrc.json')
          .forEach((name) => rmSync(join(folder, name), { recursive: true }));
      },
    ],
    [
      'after other answers',
      (folder) => {
        const path = join(folder, '.projenrc.json');
        writeFileSync(
          path,
          readFileSync(path, 'utf8')
            .replace('"replicas": 2', '"replicas": 5')
            .replace('"port": 8080', '"port": 9090')
            .replace('"defaultBranch": "main"', '"defaultBranch": "trunk"')
            .replace('"prBuilds": true', '"prBuilds": false'),
        );
        writeFileSync(join(folder, 'server.js'), '// Edited by its user.\n');
        rmSync(join(folder, '.editorconfig'));
        writeFileSync(join(folder, '.projen', 'files.json'), '{ "files": [', { mode: 0o644 });
      },
    ],
    [
      'that merges into edited files',
      (folder) => {
        const edit = (name: string, change: (text: string) => string) => {
          const path = join(folder, name);
          const text = readFileSync(path, 'utf8');
          rmSync(path);
          writeFileSync(path, change(text));
        };
        edit('.projenrc.json', (text) =>
          text
            .replace('"port": 8080', '"port": 9090')
            .replace('"iac": "cloudformation"', '"iac": "cdk"')
            .replace('"environment"', '"own": ["scripts/image/build.sh"],\n  "environment"'),
        );
        edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), type: 'commonjs' }));
        edit('.gitignore', (text) => `# Mine.\n\n${text}`);
        edit('Dockerfile', (text) => text.replace(/8080/g, '7070'));
        edit('infra/pipeline.yaml', (text) => `${text}# Mine.\n`);
        edit('scripts/lib/common.sh', (text) => `${text}# Mine.\n`);
        edit('scripts/lib/answers.sh', (text) => text.slice(0, 300));
      },
    ],
  ];

  /** Written before others, and again or not at all after them. */
  const DRAFTS = ['.projen/files.json', '.gitops-eks/merging.json'];

  test.each(WORLDS)('%s', async (name, prepare) => {
    const pair = machine.newFolder();
    await machine.make(pair, ['shop']);
    const before = machine.newFolder();
    rmSync(join(pair, 'shop', '.projen', 'files.json'));
    cpSync(join(pair, REPOS[0]), before, { recursive: true });
    prepare(before);
    const after = machine.newFolder(before);
    expect(await machine.synth(after)).toMatchObject({ code: 0 });
    const [old, whole] = [readTree(before), readTree(after)];
    const { files } = JSON.parse(readFileSync(join(after, '.gitops-eks', 'lock.json'), 'utf8'));
    const users = (files as Array<{ owner: string; path: string }>)
      .filter(({ owner }) => owner !== 'managed')
      .map(({ path }) => path);

    await trial.tryAll(
      `a synth ${name}`,
      before,
      (folder, fault) => machine.synth(folder, fault),
      async ({ kind }, folder, ended) => {
        const now = readTree(folder);
        const paths = Object.keys(now);
        const cut = paths.filter(
          (path) =>
            now[path] !== old[path] &&
            now[path] !== whole[path] &&
            !((isKilled(ended) || kind === 'lost') && /(^|\/)\.gitops-eks-\d+-/.test(path)),
        );
        // Permissions alone, of a text that is whole: the next synth corrects them.
        const text = (file?: string) => file?.slice(4);
        const bad = cut.filter(
          (path) =>
            !DRAFTS.includes(path) && text(now[path]) !== text(old[path]) && text(now[path]) !== text(whole[path]),
        );
        const early =
          now['.gitops-eks/lock.json'] === whole['.gitops-eks/lock.json']
            ? users.filter((path) => whole[path] && !now[path])
            : [];
        const next = await machine.synth(folder);
        const repaired = readTree(folder);
        return [
          ...(bad.length > 0 ? [`neither old nor new: ${bad.join(', ')}`] : []),
          ...(early.length > 0 ? [`the lock records what is not there: ${early.join(', ')}`] : []),
          ...(ended.code === 0 && paths.some((path) => now[path] !== whole[path])
            ? ['code 0, but not all is written']
            : []),
          ...(ended.code !== 0 && !isKilled(ended) && !/E[A-Z]+[:,] /.test(ended.stderr)
            ? ["the system's error is not shown"]
            : []),
          ...(next.code === 0 && JSON.stringify(repaired) === JSON.stringify(whole)
            ? []
            : [
              `the next synth does not repair: ${next.stderr} ${[...new Set([...Object.keys(repaired), ...Object.keys(whole)])].filter((path) => repaired[path] !== whole[path])}`,
            ]),
        ];
      },
    );
  });
});
