import { aws, CONNECTION, HOST, secret } from '../support/argocd-connect';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

describe('over HTTPS', () => {
  const password = (id: string, name: string) => `${id}\\t${name}\\tActive\\t2026-01-01T00:00:00+00:00`;
  const OURS = password('ACCAOURS', 'shop-reader-at-1');
  const THEIRS = password('ACCATHEIRS', 'shop-reader+1-at-1');
  const PRESENT = secret({
    url: `https://${HOST}/v1/repos/shop-k8s-config`, username: 'shop-reader-at-1', password: 'x',
  });
  const connect = (passwords: string[], objects: object[], args: string[] = [], cluster: Cluster = {}, programs = {}) =>
    runConfigTask({
      script: 'argocd/connect',
      args,
      cluster: { objects, ...cluster },
      programs: {
        aws: aws(
          `*list-service-specific-credentials*) printf '${passwords.map((line) => `${line}\\n`).join('')}' ;;\n*create-service-specific-credential*) printf 'ACCANEW\\tshop-reader+2-at-1\\tsecret\\n' ;;`,
        ),
        ...programs,
      },
    });
  const credentials = (calls: readonly string[]) =>
    calls.filter((call) => /aws iam (create|delete)/.test(call)).map((call) => call.replace(/ --output.*/, ''));
  const MADE =
    'aws iam create-service-specific-credential --user-name shop-reader --service-name codecommit.amazonaws.com';
  const deleted = (id: string) =>
    `aws iam delete-service-specific-credential --user-name shop-reader --service-specific-credential-id ${id}`;

  testWithBash.each<[string, string[], object[], string[], string[]]>([
    ['creates the first', [], [], [], [MADE]],
    ['keeps one that Argo CD has', [OURS], [PRESENT], [], []],
    ['replaces one that IAM no longer has', [], [PRESENT], [], [MADE]],
    ['--rotate replaces it, then deletes it', [OURS], [PRESENT], ['--rotate'], [MADE, deleted('ACCAOURS')]],
    ['keeps one that another Argo CD may use', [THEIRS], [], [], [MADE]],
  ])('handles passwords: %s', (_, passwords, objects, args, expected) => {
    const { status, calls } = connect(passwords, objects, args);
    expect({ status, credentials: credentials(calls) }).toEqual({ status: 0, credentials: expected });
  });

  testWithBash.each<[string, string[], object[], string[]]>([
    ['without a Secret', [OURS, THEIRS], [], ['ACCAOURS', 'ACCATHEIRS']],
    ['with --rotate', [OURS, THEIRS], [PRESENT], ['ACCATHEIRS']],
  ])(
    'two passwords leave no room for a third: names the unused ones and deletes none, %s',
    (_, passwords, objects, ids) => {
      const { status, stderr, calls } = connect(passwords, objects, ['--rotate']);
      expect({ status, credentials: credentials(calls) }).toEqual({ status: 1, credentials: [] });
      expect(stderr.match(/ACCA[A-Z]+/g)).toEqual(ids);
    },
  );

  testWithBash('deletes a password that does not reach Argo CD and changes nothing else', () => {
    const kubectl = 'case "$*" in *"apply "*) echo "Error from server (Forbidden)" >&2; exit 1 ;; esac';
    const { status, calls, read } = connect([], [], [], {}, { kubectl });
    expect({ status, credentials: credentials(calls) }).toEqual({ status: 1, credentials: [MADE, deleted('ACCANEW')] });
    expect(read(CONNECTION)).toContain(`repoURL: https://${HOST}/`);
  });

  testWithBash('switches from SSH: asks to commit the address, points Argo CD to it and deletes the key', () => {
    const ssh = `ssh://APKAOLD@${HOST}/v1/repos/shop-k8s-config`;
    const { status, stdout, calls, read } = runConfigTask({
      script: 'argocd/connect',
      cluster: {
        types: { application: 'applications.argoproj.io' },
        objects: [
          secret({ url: ssh }),
          { type: 'applications.argoproj.io', metadata: { name: 'shop-production', namespace: 'argocd' } },
        ],
      },
      programs: {
        aws: aws("*create-service-specific-credential*) printf 'ACCANEW\\tshop-reader-at-1\\tsecret\\n' ;;"),
      },
      edit: { [CONNECTION]: (text) => text.replace(/repoURL: .*/, `repoURL: ${ssh}`) },
    });
    expect({ status, stdout }).toEqual({
      status: 0, stdout: expect.stringContaining('argocd/connection.yaml has a new URL: commit and push it.'),
    });
    expect(read(CONNECTION)).toContain(`repoURL: https://${HOST}/v1/repos/shop-k8s-config\n`);
    expect(calls.slice(-2)).toEqual([
      expect.stringContaining('apply --server-side --force-conflicts --kustomize argocd'),
      'aws iam delete-ssh-public-key --user-name shop-reader --ssh-public-key-id APKAOLD',
    ]);
  });
});
