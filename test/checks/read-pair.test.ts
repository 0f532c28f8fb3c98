import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { checkPair, readPair } from '../../src/checks';
import type { Answers } from '../../src/options/option';
import { nameOf, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

function pairOnDisk(answers: Answers) {
  const folder = temporaryFolder();
  writeFiles(
    folder, renderPair({ appName: 'shop', ...answers }).map((file) => ({ path: nameOf(file), content: file.content })),
  );
  return { app: join(folder, 'app'), config: join(folder, 'config') };
}

test('finds an edit in the files of two folders', () => {
  const folders = pairOnDisk({});
  expect(checkPair(readPair(folders))).toEqual({ findings: [], unchecked: [] });
  writeFiles(folders.app, [{ path: 'server.js', content: "require('http').createServer().listen(3000);\n" }]);
  expect(checkPair(readPair(folders)).findings.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('server.js listens to 3000'),
  ]);
});

test.each(['app', 'config'] as const)('checks a pair without its %s repo', (repo) => {
  const folders = pairOnDisk({});
  rmSync(folders[repo], { recursive: true });
  expect(checkPair(readPair(folders))).toEqual({ findings: [], unchecked: [] });
});

test('reports missing or outdated CDK templates', () => {
  const folders = pairOnDisk({ iac: 'cdk' });
  expect(checkPair(readPair(folders)).unchecked).toEqual([
    'app/cdk.out does not exist: run "npx projen infra:synth" in the app repo',
  ]);
  writeFiles(folders.app, [{ path: 'cdk.out/shop-pipeline.template.json', content: '{"Resources": {}}' }]);
  utimesSync(join(folders.app, 'cdk.out/shop-pipeline.template.json'), 1, 1);
  expect(checkPair(readPair(folders)).unchecked).toEqual([
    'app/cdk.out is older than app/infra: run "npx projen infra:synth" in the app repo',
  ]);
});

test('skips installed packages', () => {
  const folders = pairOnDisk({});
  writeFiles(folders.config, [
    { path: 'node_modules/x/k8s/kustomization.yaml', content: 'kind: Kustomization\nresources: [gone.yaml]\n' },
  ]);
  expect(checkPair(readPair(folders)).findings).toEqual([]);
});
