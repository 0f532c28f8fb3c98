import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageManager } from '../../src/options/enums';
import { resolveOptions } from '../../src/options/resolve';
import { firstInstallation, missingPackages, prepareInstallation } from '../../src/project/packages';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const optionsOf = (packageManager: string) => resolveOptions({ appName: 'shop', packageManager });

test.each(Object.values(PackageManager))(
  '%s installs development packages regardless of NODE_ENV',
  (packageManager) => {
    const { env } = firstInstallation(optionsOf(packageManager), {
      NODE_ENV: 'production', node_env: 'production', HOME: '/home/dev',
    });
    expect(env).toMatchObject({ HOME: '/home/dev' });
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining([expect.stringMatching(/node_env/i)]));
  },
);

test('Yarn 1 does not pass on its own default registry', () => {
  const env = { npm_config_registry: 'https://yarn.example.com' };
  expect(firstInstallation(optionsOf('yarn-classic'), env).env).toEqual({});
  expect(firstInstallation(optionsOf('pnpm'), env).env).toEqual(env);
});

test('Yarn 4 gets its own lock file, and keeps an existing one', () => {
  const folder = temporaryFolder();
  prepareInstallation(optionsOf('npm'), folder);
  expect(existsSync(join(folder, 'package-lock.json'))).toBe(false);
  prepareInstallation(optionsOf('yarn'), folder);
  expect(readFileSync(join(folder, 'yarn.lock'), 'utf8')).toBe('');
  writeFiles(folder, [{ path: 'yarn.lock', content: 'locked\n' }]);
  prepareInstallation(optionsOf('yarn'), folder);
  expect(readFileSync(join(folder, 'yarn.lock'), 'utf8')).toBe('locked\n');
});

test('finds packages in node_modules and in the Plug\'n\'Play map', () => {
  const folder = temporaryFolder();
  expect(missingPackages(folder)).toEqual(['projen', 'constructs', 'create-gitops-eks']);
  writeFiles(folder, [{ path: 'node_modules/projen/package.json', content: '{}\n' }]);
  expect(missingPackages(folder)).toEqual(['constructs', 'create-gitops-eks']);
  writeFiles(folder, [
    { path: '.pnp.cjs', content: '["constructs", "npm:10.5.1"],\n["create-gitops-eks", "virtual:6a03#npm:0.1.0"]\n' },
  ]);
  expect(missingPackages(folder)).toEqual([]);
});
