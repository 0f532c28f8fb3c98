import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageManager } from '../../src/options/enums';
import { MANAGERS } from '../../src/package-managers/table';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { fileIn, nameOf, renderPair } from '../support/render-pair';
import { synthPair } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';

/** Commands of package managers. */
const COMMAND =
  /(?<![\w/.@-])(npm|npx|pnpm|pnpx|yarn|yarnpkg|bun|bunx)(?= +(-|(add|bin|cdk|ci|create|dlx|exec|i|install|node|pkg|pm|projen|remove|run|start|test|workspaces|x)\b))/g;

const OWN: Readonly<Record<PackageManager, readonly string[]>> = {
  [PackageManager.NPM]: ['npm', 'npx'],
  [PackageManager.PNPM]: ['pnpm'],
  [PackageManager.YARN]: ['yarn'],
  [PackageManager.YARN_CLASSIC]: ['yarn'],
  [PackageManager.BUN]: ['bun', 'bunx'],
};

/** The commands of other package managers in a text, beside the one that brings the answered one. */
function foreignCommands(manager: PackageManager, text: string): string[] {
  const { setUp } = MANAGERS[manager];
  const rest = setUp ? text.replaceAll(setUp, '') : text;
  return [...rest.matchAll(COMMAND)]
    .filter(([name]) => !OWN[manager].includes(name))
    .map(({ index }) => rest.slice(index, index + 30).split('\n')[0]);
}

describe.each(Object.values(PackageManager))('%s', (packageManager) => {
  const { lockFile, setUp, words } = MANAGERS[packageManager];
  const others = Object.values(MANAGERS).map((facts) => facts.lockFile).filter((name) => name !== lockFile);

  test('no file, task or lock record names another\'s commands or lock file', () => {
    for (const iac of ['cloudformation', 'cdk']) {
      const folder = join(temporaryFolder(), iac);
      synthPair({ appName: 'shop', iac, packageManager, promotion: 'manual' }, folder);
      const problems = Object.entries(readTree(folder)).flatMap(([path, text]) => [
        ...foreignCommands(packageManager, text),
        ...others.filter((name) => text.includes(name)),
      ].map((found) => `${path}: ${found}`));
      expect(problems).toEqual([]);
    }
  });

  test('no answer renders another\'s commands', () => {
    const sets = PAIRWISE_ANSWERS.filter((answers) => answers.packageManager === packageManager);
    expect(sets.length).toBeGreaterThan(0);
    const problems = sets.flatMap((answers) => renderPair(answers).flatMap((file) =>
      foreignCommands(packageManager, file.content).map((found) => `${nameOf(file)}: ${found}`)));
    expect([...new Set(problems)]).toEqual([]);
  });

  test('builds and the image get the pinned version before they install from its lock file', () => {
    const files = renderPair({ appName: 'shop', packageManager });
    for (const name of ['app/buildspec.yml', 'app/buildspec-pull-request.yml', 'app/Dockerfile']) {
      const { content } = fileIn(files, name);
      expect(content).toContain(`if [ -f ${lockFile} ]; then`);
      expect(content.indexOf(setUp)).toBeLessThan(content.indexOf(`if [ -f ${lockFile} ]`));
      expect(setUp).toMatch(/^$|@\d+\.\d+\.\d+$/);
    }
    expect(fileIn(files, 'app/.dockerignore').content).not.toContain(lockFile);
    expect(fileIn(files, 'app/.gitignore').content).not.toContain(lockFile);
  });

  test('READMEs and tasks use its commands', () => {
    const folder = temporaryFolder();
    synthPair({ appName: 'shop', packageManager }, folder);
    for (const repo of ['app', 'config']) {
      expect(readFileSync(join(folder, repo, 'README.md'), 'utf8')).toContain(`${words.projen} repos:push`);
      const { tasks } = JSON.parse(readFileSync(join(folder, repo, '.projen/tasks.json'), 'utf8'));
      expect(tasks.test.steps).toEqual([{ exec: words.test }]);
      expect(tasks.upgrade.steps).toEqual([
        { exec: expect.stringMatching(/ create-gitops-eks@latest projen@latest \|\| node -e /) },
        { exec: words.projen },
      ]);
    }
  });
});

test.each(Object.values(PackageManager).filter((manager) => manager !== PackageManager.NPM))(
  '%s: package.json declares every peer',
  (packageManager) => {
    const files = renderPair({ appName: 'shop', packageManager });
    for (const repo of ['app', 'config']) {
      expect(JSON.parse(fileIn(files, `${repo}/package.json`).content).devDependencies).toHaveProperty('constructs');
    }
  },
);

test('the check finds a command of another package manager', () => {
  expect(foreignCommands(PackageManager.PNPM, 'Run `npx projen`, "npm test" or yarn install.')).toEqual([
    'npx projen`, "npm test" or yar', 'npm test" or yarn install.', 'yarn install.',
  ]);
  expect(
    foreignCommands(
      PackageManager.PNPM,
      `- ${MANAGERS.pnpm.setUp}\npnpm test; rm /usr/local/bin/npm /usr/local/bin/npx\nnpm packages`,
    ),
  ).toEqual([]);
});
