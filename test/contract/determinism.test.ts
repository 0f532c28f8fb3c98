import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { renderPair } from '../support/render-pair';
import { synthPair } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { modeOf } from '../support/write-files';

const run = promisify(execFile);

/** Every file of a tree with its text and all of its permission bits. */
function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.slice(folder.length + 1), `${modeOf(file)}\n${readFileSync(file, 'utf8')}`]),
  );
}

test.each(PAIRWISE_ANSWERS.slice(0, 20))('the same answers twice give the same bytes: %j', (answers) => {
  expect(renderPair(answers)).toEqual(renderPair(answers));
});

test('the order of the answers does not matter', () => {
  const [answers] = PAIRWISE_ANSWERS;
  expect(renderPair(Object.fromEntries(Object.entries(answers).reverse()))).toEqual(renderPair(answers));
});

describe('a written pair', () => {
  const answers = { appName: 'my-app', accountId: '123456789012', publicAccessCidrs: ['203.0.113.7/32'] };
  const env = (world: NodeJS.ProcessEnv) => ({ ...process.env, ...world });

  /** Another environment, in which sort order, dates and permissions of new files differ. */
  const WORLDS = [
    { locale: 'C', zone: 'UTC', umask: '022', seen: 'UTC' },
    { locale: 'tr_TR.UTF-8', zone: 'Pacific/Kiritimati', umask: '077', seen: 'Pacific/Kiritimati tr-TR' },
    { locale: 'sv_SE.UTF-8', zone: 'America/St_Johns', umask: '000', seen: 'America/St_Johns sv-SE' },
  ];

  test('has the same bytes and permissions in every folder, locale, time zone and umask', async () => {
    const here = temporaryFolder();
    synthPair(answers, here);
    const trees = await Promise.all(
      WORLDS.map(async ({ locale, zone, umask, seen }) => {
        const folder = join(temporaryFolder(), 'å b', umask);
        const { stdout } = await run(
          process.execPath,
          [
            '--import', 'tsx', join(__dirname, '..', 'support', 'synth-in-child.ts'), folder, JSON.stringify(answers),
            umask,
          ],
          {
            env: env({ LANG: locale, LC_ALL: locale, LANGUAGE: locale, TZ: zone, CI: '', HOME: folder }),
          },
        );
        expect(stdout).toContain(seen);
        return treeOf(folder);
      }),
    );
    expect(Object.keys(trees[0]).length).toBeGreaterThan(40);
    [treeOf(here), ...trees].forEach((tree) => expect(tree).toEqual(trees[0]));
  });
});
