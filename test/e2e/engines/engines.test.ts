import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enginesFolder, locateEngines, missingEngines } from './engines';
import { temporaryFolder } from '../../support/temporary-folder';

const PROGRAMS = [
  'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kustomize', 'eksctl', 'argocd',
  'kwok', 'source-controller', 'kustomize-controller',
];
const OF_THE_SYSTEM = ['redis-server', 'sshd', 'git', 'openssl', 'unshare'];

/** A folder with programs that do nothing. */
function folderWith(programs: readonly string[]): string {
  const folder = temporaryFolder();
  ['share/argocd/bin', 'share/flux', 'share/kwok'].forEach((name) => mkdirSync(join(folder, name), { recursive: true }));
  [...programs, 'share/argocd/install.yaml', 'share/flux/install.yaml', 'share/kwok/stages.yaml'].forEach((name) =>
    writeFileSync(join(folder, name), '#!/bin/sh\n'),
  );
  programs.forEach((name) => chmodSync(join(folder, name), 0o755));
  return folder;
}

test('the folder follows the cache convention and is configurable', () => {
  expect(enginesFolder({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/create-gitops-eks/engines');
  expect(enginesFolder({ XDG_CACHE_HOME: '/cache', E2E_ENGINES: '/mine' })).toBe('/mine');
});

test('reports nothing when every engine is present', () => {
  expect(missingEngines({ E2E_ENGINES: folderWith(PROGRAMS), PATH: folderWith(OF_THE_SYSTEM) })).toBeUndefined();
});

test('names missing engines and how to get them', () => {
  const system = folderWith(OF_THE_SYSTEM.filter((name) => name !== 'redis-server'));
  const message = missingEngines({
    E2E_ENGINES: folderWith(PROGRAMS.filter((name) => !['etcd', 'argocd'].includes(name))),
    PATH: system,
  });
  expect(message).toMatch(
    /etcd, .*\/argocd: build them with test\/e2e\/engines\/build, or name released ones with KUBEBUILDER_ASSETS/,
  );
  expect(message).toMatch(/redis-server: apt-get install redis-server/);
  expect(message).not.toMatch(/kwok:|kubectl/);
});

test('prefers released programs', () => {
  const [folder, assets, other] = [folderWith(PROGRAMS), folderWith(['etcd']), folderWith(['argocd'])];
  const engines = locateEngines({ E2E_ENGINES: folder, KUBEBUILDER_ASSETS: assets, ARGOCD_BIN: join(other, 'argocd') });
  expect(engines.path).toBe(`${assets}:${folder}`);
  expect(engines.argocd).toBe(join(other, 'argocd'));
  expect(engines.argocdManifest).toBe(join(other, 'share/argocd/install.yaml'));
  expect(engines.kwok).toBe(join(folder, 'kwok'));
});

test('the build refuses an unknown engine', () => {
  const build = () =>
    execFileSync('bash', [join(__dirname, 'build'), '--to', temporaryFolder(), 'nginx'], {
      stdio: 'pipe', env: { ...process.env, PATH: `${folderWith(['go'])}:${process.env.PATH}` },
    });
  expect(build).toThrow(/there is no engine nginx, only/);
});
