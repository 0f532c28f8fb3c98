import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';

const object = (kind: string, managers: string) => `v1|${kind}|shop| ${managers} `;
const adopt = (objects: string[], args: string[] = ['--from', 'argocd-controller']) =>
  runConfigTask({
    script: 'app/adopt',
    args,
    answers: { engine: 'flux' },
    programs: {
      kubectl: `case "$*" in
  *" get --filename - "*) cat >/dev/null; printf '${objects.map((line) => `${line}\\n`).join('')}' ;;
  *" apply "*) { printf '%s ' "$*"; tr '\\n' ' '; echo; } >>applied ;;
esac`,
    },
  });

testWithBash('gives up the fields that the other engine owns', () => {
  const { status, read } = adopt([
    object('Service', 'argocd-controller kustomize-controller'), object('ConfigMap', 'kustomize-controller'),
  ]);
  expect(status).toBe(0);
  expect(read('applied')).toBe(
    '--context shop --namespace shop-production apply --server-side --field-manager argocd-controller --filename - '
    + 'apiVersion: v1 kind: Service metadata:   name: shop \n',
  );
});

testWithBash('touches nothing before the new engine has applied every object', () => {
  const { status, stderr, calls } = adopt([
    object('Service', 'argocd-controller kustomize-controller'), object('ConfigMap', 'argocd-controller'),
  ]);
  expect({ status, stderr }).toEqual({
    status: 1, stderr: 'Error: Flux has not applied ConfigMap shop yet: npx projen app:sync\n',
  });
  expect(calls.filter((call) => / apply /.test(call))).toEqual([]);
});

testWithBash.each([[[]], [['--from', 'kustomize-controller']]])('refuses %j: it must name another engine', (args) => {
  const { status, stderr } = adopt([], args);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('--from is required') });
});
