import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { machineProblem, missingPrograms } from '.';
import { temporaryFolder } from '../../../support/temporary-folder';

const BUILT = ['kubelet', 'kube-proxy', 'ecr-credential-provider', 'containerd/containerd', 'cni/bridge', 'share/pause.tar'];
const OF_THE_SYSTEM = ['ip', 'iptables', 'nsenter', 'runc'];

/** A folder with programs that do nothing. */
function folderWith(files: readonly string[]): string {
  const folder = temporaryFolder();
  files.forEach((file) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '#!/bin/sh\n');
    chmodSync(join(folder, file), 0o755);
  });
  return folder;
}

test('reports nothing when every program of a node is present', () => {
  expect(missingPrograms({ E2E_ENGINES: folderWith(BUILT), PATH: folderWith(OF_THE_SYSTEM) })).toBeUndefined();
});

test.each(BUILT)('names a missing %s and how to build it', (file) => {
  const env = { E2E_ENGINES: folderWith(BUILT.filter((name) => name !== file)), PATH: folderWith(OF_THE_SYSTEM) };
  expect(missingPrograms(env)).toMatch(new RegExp(`${file}: build them with test/e2e/engines/build`));
});

test('says what a machine lacks before it tries the kernel', async () => {
  expect(await machineProblem({})).toMatch(/namespaces of its own, which need root/);
  expect(await machineProblem({ E2E_HERMETIC: 'true' })).toMatch(/a cgroup of its own/);
  expect(await machineProblem({ E2E_HERMETIC: 'true', E2E_CGROUP_PROBLEM: 'cgroups cannot be made here' })).toBe(
    'cgroups cannot be made here',
  );
});
