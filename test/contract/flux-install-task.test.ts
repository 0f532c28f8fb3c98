import { FLUX, FLUX_CONTROLLERS } from '../../src/versions';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

const deployment = (name: string, image: string) => ({
  type: 'deployments.apps',
  metadata: { name, namespace: 'flux-system' },
  spec: { template: { spec: { containers: [{ image }] } } },
});
const running = (version: string) => deployment('source-controller', `ghcr.io/fluxcd/source-controller:${version}`);
const MANIFEST = 'args:\n  - --events-addr=http://notification-controller.flux-system.svc.cluster.local./\n  - --watch-all-namespaces\n';
const KEEP = 'case "$*" in *" apply "*) cat "$7" >applied ;; esac';
const install = (cluster: Cluster = {}, args: string[] = [], programs: Record<string, string> = {}) =>
  runConfigTask({
    script: 'flux/install',
    args,
    cluster,
    answers: { engine: 'flux' },
    programs: { curl: `printf '${MANIFEST.replace(/\n/g, '\\n')}'`, ...programs },
  });
const applied = (calls: readonly string[]) => calls.filter((call) => / apply /.test(call)).map((call) => call.replace(/.*--selector /, ''));

testWithBash('installs two controllers of the pinned release, and what they share', () => {
  const { status, calls, stdout } = install();
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`Flux ${FLUX.version} runs`) });
  expect(calls.find((call) => call.startsWith('curl'))).toContain(
    `https://github.com/fluxcd/flux2/releases/download/${FLUX.version}/install.yaml`,
  );
  expect(applied(calls)).toEqual([
    '!app.kubernetes.io/component', 'app.kubernetes.io/component in (source-controller, kustomize-controller)',
  ]);
});

testWithBash('sends no events to the notification-controller, which it does not install', () => {
  const { read } = install({}, [], { kubectl: KEEP });
  expect(read('applied')).toBe('args:\n  - --events-addr=\n  - --watch-all-namespaces\n');
});

testWithBash('keeps another version without --upgrade', () => {
  const cluster = { objects: [running('v1.7.0')] };
  const { status, stderr, calls } = install(cluster);
  expect({ status, stderr, applied: applied(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining('already has another version of Flux (ghcr.io/fluxcd/source-controller:v1.7.0)'), applied: [],
  });
  expect(applied(install(cluster, ['--upgrade']).calls)).toHaveLength(2);
});

testWithBash('never changes a Flux with more controllers than this task installs', () => {
  const more = deployment('notification-controller', 'x');
  const { status, stdout, calls } = install({ objects: [running(FLUX_CONTROLLERS), more] });
  expect({ status, stdout, applied: applied(calls) }).toEqual({
    status: 0, stdout: expect.stringContaining('it stays as it is'), applied: [],
  });
  expect(install({ objects: [running('v1.7.0'), more] }, ['--upgrade']).status).toBe(1);
});

testWithBash('says that it cannot download the release, and how to use a copy', () => {
  const { status, stderr, calls } = install({}, [], { curl: 'exit 22' });
  expect({ status, stderr, applied: applied(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining('--manifest FILE uses a copy'), applied: [],
  });
});

testWithBash('names pods that do not become ready as the reason', () => {
  const { status, stderr } = install({}, [], { kubectl: 'case "$*" in *"rollout status"*) exit 1 ;; esac' });
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringMatching(/not all of it is ready after five minutes/),
  });
});
