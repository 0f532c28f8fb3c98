import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageManager } from '../../src/options/enums';
import { managerEnvironment } from '../support/package-managers';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run } from '../support/run';

/** A CDK app with Yarn 4, from its creation to the next release. */
jest.setTimeout(600_000);

/**
 * aws-cdk-lib bundles this package. Yarn 4 installs no bundled copies and asks the registry, and some mirrors do not
 * have the version yet. So the test publishes the bundled copy.
 */
const BUNDLED = '@aws/cloudformation-validate';

const place = mkdtempSync(join(tmpdir(), 'gitops-eks-yarn-cdk-'));
const app = join(place, 'pair', 'shop');
let registry: Registry;
afterAll(async () => {
  await registry?.stop();
  rmSync(place, { recursive: true, force: true });
});

test('the task "upgrade" takes the next release', async () => {
  registry = await Registry.start([BUNDLED]);
  registry.publish(join(dirname(require.resolve('aws-cdk-lib/package.json')), 'node_modules', BUNDLED));
  ['tarball', 'pair'].forEach((name) => mkdirSync(join(place, name)));
  const tarball = packTarball(join(place, 'tarball'));
  registry.publish(unpackAs('0.1.0', tarball, join(place, 'first')));
  const env = managerEnvironment(PackageManager.YARN, join(place, 'bin'), registry);
  const shell = (command: string, cwd: string) => run('sh', ['-c', command], cwd, env);
  const created = await shell('yarn create gitops-eks@latest shop --yes --iac cdk', join(place, 'pair'));
  expect(created.stdout + created.stderr).not.toMatch(/Note: shop/);
  registry.publish(unpackAs('0.2.0', tarball, join(place, 'second')));
  expect(await shell('yarn projen upgrade', app)).toMatchObject({ code: 0 });
  const read = (path: string) => JSON.parse(readFileSync(join(app, path), 'utf8'));
  expect(read('package.json').devDependencies['create-gitops-eks']).toBe('^0.2.0');
  expect(read('.gitops-eks/lock.json').generator.version).toBe('0.2.0');
});
