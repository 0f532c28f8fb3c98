import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentsOf } from '../../src/environments/environments';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { KIND, KUBERNETES_VERSIONS } from '../../src/versions';
import { testWithBash } from '../support/bash';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { KUSTOMIZE, runProgram, testWith } from '../support/programs';
import { TaskFolder } from '../support/tasks';
import { temporaryFolder } from '../support/temporary-folder';

const DIGEST = `sha256:${'d'.repeat(64)}`;
/** The output formats are those of kind's and Docker's documentation. */
const KIND_PROGRAM = `case "$*" in
  *version*) echo "\${KIND_SAYS:-0.${KIND.minor}.0}" ;;
  'get clusters') if [ -n "\${CLUSTERS:-}" ]; then echo "$CLUSTERS"; else echo 'No kind clusters found.' >&2; fi ;;
esac`;
const DOCKER_PROGRAM = `case "$*" in
  version*) [ -z "\${DOCKER_DOWN:-}" ] || { echo 'Cannot connect to the Docker daemon' >&2; exit 1; }; echo arm64 ;;
  'container inspect'*IPAddress*) echo 172.18.0.2 ;;
  'container inspect'*) [ -n "\${REGISTRY:-}" ] || exit 1; echo "$REGISTRY" ;;
  port*) echo 127.0.0.1:49153 ;;
  'image ls --quiet'*) printf '%s\\n' 0ld 0ld n3w ;;
  'image inspect'*) echo "localhost:49153/$NAME@${DIGEST}" ;;
esac`;

function laptop(answers: Answers = {}, variables: Record<string, string> = {}): TaskFolder {
  const folder = new TaskFolder(answers, 'config').program('kind', KIND_PROGRAM).program('docker', DOCKER_PROGRAM)
    .program('kubectl', '').program('sleep', '');
  mkdirSync(join(folder.root, 'app'));
  writeFileSync(join(folder.root, 'app', 'Dockerfile'), '');
  Object.assign(folder.env, { NAME: answers.appName ?? 'shop', XDG_STATE_HOME: '', ...variables });
  return folder;
}

const RUNNING = { CLUSTERS: 'other\nshop-local', REGISTRY: 'true' };
const stateOf = ({ root }: TaskFolder, name = 'shop') =>
  join(root, '.local/state/create-gitops-eks', `${name}-local`);
/** What changes something outside the cluster. */
const changes = (calls: readonly string[]) =>
  calls.filter((call) => /^(kind|docker) /.test(call) && !/version|inspect|get clusters/.test(call));

testWithBash('kind opens the page on this machine alone, and mounts the repository read-only', () => {
  const folder = laptop({ kubernetesVersion: '1.35' });
  const { status, stdout, calls } = folder.run('local/up', '--port', '9000');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('npx projen local:deliver') });
  const state = stateOf(folder);
  expect(changes(calls)).toEqual([
    `kind create cluster --name shop-local --config ${state}/kind.yaml --kubeconfig ${state}/kubeconfig --wait 3m`,
    expect.stringMatching(/^docker run --detach --name shop-local-registry --network kind --publish 127\.0\.0\.1::5000 /),
  ]);
  const { nodes: [node] } = parse(readFileSync(join(state, 'kind.yaml'), 'utf8'));
  expect(node).toEqual({
    role: 'control-plane',
    image: expect.stringMatching(/^kindest\/node:v1\.35\.\d+@sha256:[0-9a-f]{64}$/),
    extraPortMappings: [{ containerPort: 30080, hostPort: 9000, listenAddress: '127.0.0.1' }],
    extraMounts: [
      { hostPath: `${state}/served`, containerPath: '/mnt/gitops-eks', readOnly: true },
      { hostPath: `${state}/certs.d`, containerPath: '/etc/containerd/certs.d', readOnly: true },
    ],
  });
  expect(existsSync(node.extraMounts[0].hostPath)).toBe(true);
});

testWithBash('a folder with any name can hold the state', () => {
  const folder = laptop();
  folder.env.XDG_STATE_HOME = join(folder.root, 'it\'s: "mine" #1');
  expect(folder.run('local/up').status).toBe(0);
  const state = join(folder.env.XDG_STATE_HOME, 'create-gitops-eks', 'shop-local');
  const { nodes } = parse(readFileSync(join(state, 'kind.yaml'), 'utf8'));
  expect(nodes[0].extraMounts[0].hostPath).toBe(join(state, 'served'));
});

testWithBash('a second local:up starts what has stopped', () => {
  const { status, stdout, calls } = laptop({}, { CLUSTERS: 'shop-local', REGISTRY: 'false' }).run('local/up');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('The cluster shop-local exists.') });
  expect(changes(calls)).toEqual(['docker start shop-local-registry']);
});

testWithBash.each<[string, string, Record<string, string>, string[], RegExp]>([
  ['local/up', 'an old kind', { KIND_SAYS: '0.31.0' }, [], /kind 0\.31 cannot start .*Install kind 0\.33 or later\. See https/],
  ['local/up', 'Docker that does not answer', { DOCKER_DOWN: '1' }, [], /Docker does not answer: see above\. Start it/],
  ['local/up', 'a port that is no number', {}, ['--port', 'http'], /--port requires a number, not http/],
  ['local/deliver', 'no cluster', { CLUSTERS: 'other' }, ['--app', '../app'], /Run "npx projen local:up" first/],
  ['local/deliver', 'a stopped registry', { ...RUNNING, REGISTRY: 'false' }, ['--app', '../app'], /Run "npx projen local:up" first/],
  ['local/deliver', 'no app repo', RUNNING, [], /\.\.\/shop has no Dockerfile\. Name the folder of the app repo with --app/],
])('%s refuses %s and changes nothing', (task, _, variables, args, words) => {
  const { status, stderr, calls } = laptop({}, variables).run(task, ...args);
  expect({ status, stderr, changes: changes(calls) }).toEqual({
    status: 1, stderr: expect.stringMatching(words), changes: [],
  });
});

testWithBash.each(['local/up', 'local/deliver', 'local/down'])('%s refuses the cluster of another pair', (task) => {
  const folder = laptop({}, RUNNING);
  mkdirSync(stateOf(folder), { recursive: true });
  writeFileSync(join(stateOf(folder), 'pair'), '/home/me/other/shop-k8s-config\n');
  const { status, stderr, calls } = folder.run(task);
  expect({ status, stderr, changes: changes(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining('belongs to /home/me/other/shop-k8s-config'), changes: [],
  });
});

testWithBash('local:down deletes the cluster, the registry, every image of the application and the files', () => {
  const folder = laptop({}, RUNNING);
  folder.run('local/up');
  const { status, calls } = folder.run('local/down');
  expect(status).toBe(0);
  expect(changes(calls).slice(-5)).toEqual([
    `kind delete cluster --name shop-local --kubeconfig ${stateOf(folder)}/kubeconfig`,
    'docker rm --force --volumes shop-local-registry',
    'docker image ls --quiet --filter reference=localhost:*/shop',
    // Older images have lost their tag.
    'docker image rm --force 0ld',
    'docker image rm --force n3w',
  ]);
  expect(existsSync(stateOf(folder))).toBe(false);
});

testWithBash('kind has a node image for each Kubernetes version', () => {
  KUBERNETES_VERSIONS.forEach(({ version }) =>
    expect(KIND.nodeImages.filter((image) => image.startsWith(`kindest/node:v${version}.`))).toHaveLength(1));
});

/** What Argo CD would read: the tree that local:deliver commits outside the repositories. */
function served(answers: Answers): { folder: TaskFolder; tree: string } {
  const name = answers.appName as string;
  const folder = laptop(answers, { CLUSTERS: `${name}-local`, REGISTRY: 'true' });
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder.work, env: folder.env, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '--message', 'First');
  const before = git('status', '--porcelain').stdout;
  // The cluster is not real: the page never answers.
  folder.program('kubectl', 'exit 1');
  folder.run('local/deliver', ...answers.layout === 'single' ? [] : ['--app', '../app']);
  expect(git('status', '--porcelain').stdout).toBe(before);
  const tree = temporaryFolder();
  const repository = join(stateOf(folder, name), 'served', 'config.git');
  const [{ stateBranch }] = environmentsOf(resolveOptions(answers));
  git('--git-dir', repository, '--work-tree', tree, 'checkout', '--force', stateBranch, '--', '.');
  return { folder, tree };
}

/** AWS runs the managed Argo CD. */
const SAMPLES = PAIRWISE_ANSWERS.filter(({ engine }) => engine !== 'argocd-managed').filter((_, index) => index % 3 === 0);

testWith(KUSTOMIZE).each(SAMPLES)('only the image, the processor and the Service differ from the environment: %j', (answers) => {
  const { tree } = served(answers);
  const build = (path: string) => {
    const { code, output } = runProgram(KUSTOMIZE.name, ['build', path], tree);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    return output.split('---\n').map((text) => parse(text));
  };
  // With several environments, the first one.
  const [{ environment }] = environmentsOf(resolveOptions(answers));
  const expected = build(`k8s/overlays/${environment}`).map((object) => expectedOnLaptop(object, answers));
  expect(build('k8s/local')).toEqual(expected);
});

function expectedOnLaptop(object: any, answers: Answers): unknown {
  if (object.kind === 'Deployment') {
    const [container] = object.spec.template.spec.containers;
    container.image = `registry.local/${answers.appName}@${DIGEST}`;
    object.spec.template.spec.nodeSelector = { 'kubernetes.io/arch': 'arm64' };
    object.spec.replicas = Math.min(object.spec.replicas, 2);
  } else if (object.kind === 'Service') {
    const { loadBalancerClass: _, ...spec } = object.spec;
    return { ...object, spec: { ...spec, type: 'NodePort', ports: [{ ...spec.ports[0], nodePort: 30080 }] } };
  }
  return object;
}

/** What local:deliver applies for the engine, and what app:create applies. */
function objectsOf(engine: string): [here: any[], there: any[]] {
  const { folder } = served({ appName: 'shop', engine });
  const build = (path: string) =>
    runProgram(KUSTOMIZE.name, ['build', path], folder.work).output.split('---\n').map((text) => parse(text));
  return [build(join(stateOf(folder), 'engine')), build(engine)];
}

testWith(KUSTOMIZE)('Argo CD reads the served repository, and nothing else of its objects differs', () => {
  const [here, there] = objectsOf('argocd');
  const url = 'file:///mnt/gitops-eks/config.git';
  for (const object of there) {
    if (object.kind === 'Application') {
      Object.assign(object.spec.source, { repoURL: url, path: 'k8s/local' });
    } else if (object.kind === 'AppProject') {
      object.spec.sourceRepos = [url];
    }
  }
  expect(here).toEqual(there);
});

testWith(KUSTOMIZE)('Flux reads the registry, and nothing else of its objects differs', () => {
  const [here, there] = objectsOf('flux');
  for (const object of there) {
    if (object.kind === 'GitRepository') {
      const { provider: _, ...spec } = object.spec;
      Object.assign(object, { kind: 'OCIRepository' });
      object.spec = { ...spec, url: 'oci://172.18.0.2:5000/shop-manifests', ref: { tag: 'latest' }, insecure: true };
    } else if (object.kind === 'Kustomization') {
      Object.assign(object.spec, { path: './k8s/local', sourceRef: { ...object.spec.sourceRef, kind: 'OCIRepository' } });
    }
  }
  expect(new Set(here)).toEqual(new Set(there));
});
