import { aws, changes, CONNECTION, HOST, KNOWN, PUBLISHED, secret } from '../support/argocd-connect';
import { testWithBash } from '../support/bash';
import { type Cluster, KUBECTL, runConfigTask } from '../support/config-task';

describe('over SSH', () => {
  /** Messages of OpenSSH 9.2, recorded with servers in each state. */
  const SHA1 = 'Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-rsa';
  const DENIED = `APKANEW@${HOST}: Permission denied (publickey).`;
  const CHANGED =
    'Host key for the server has changed and you have requested strict checking.\nHost key verification failed.';
  const REFUSED = `ssh: connect to host ${HOST} port 22: Connection refused`;
  /** CodeCommit user guide, "Troubleshooting SSH connections". */
  const WELCOME = 'You have successfully authenticated over SSH. You can use Git to interact with AWS CodeCommit.';

  const says = (words: string, code = 255) => `echo "${words}" >&2; exit ${code}`;
  const connect = (
    ssh: string, objects: readonly object[] = [], args: string[] = [],
    cluster: Cluster = { objects: [KNOWN, ...objects] }, before = '',
  ) =>
    runConfigTask({
      answers: { repoAuth: 'ssh' },
      script: 'argocd/connect',
      args,
      cluster,
      programs: {
        'kubectl': `${before}\n${KUBECTL}`,
        'ssh': ssh,
        'ssh-keyscan': 'echo "$3 ssh-rsa AAAAB3"; echo "# $3:22 SSH-2.0-CodeCommit" >&2',
        'ssh-keygen': `case "$*" in "-l "*) echo "2048 ${PUBLISHED} ${HOST} (RSA)" ;; *) touch "\${@: -1}" "\${@: -1}.pub" ;; esac`,
        'aws': aws('*upload-ssh-public-key*) echo APKANEW ;;\n*get-ssh-public-key*) ;;'),
      },
    });

  testWithBash('hands Argo CD a key that CodeCommit accepts', () => {
    const { status, calls, read } = connect('');
    expect(status).toBe(0);
    expect(read(CONNECTION)).toContain(`repoURL: ssh://APKANEW@${HOST}/v1/repos/shop-k8s-config\n`);
    expect(changes(calls).slice(-1)).toEqual([
      expect.stringMatching(/--namespace argocd apply --server-side .*--filename -$/),
    ]);
    expect(calls.find((call) => call.startsWith('ssh -F'))).toMatch(
      new RegExp(
        [
          'IdentitiesOnly=yes', 'BatchMode=yes', 'ConnectTimeout=10', 'StrictHostKeyChecking=yes',
          'UserKnownHostsFile=\\S+/host', 'HostKeyAlgorithms=rsa-sha2-512,rsa-sha2-256',
          `APKANEW@${HOST} git-upload-pack '/v1/repos/shop-k8s-config'$`,
        ].join('.*'),
      ),
    );
  });

  testWithBash('retries the connection until the key has reached CodeCommit', () => {
    const { status, calls } = connect(
      `[ "$(grep -c '^ssh ' "$(dirname "$0")/../calls")" -gt 3 ] || { ${says(DENIED)}; }`,
    );
    expect({ status, waits: calls.filter((call) => call.startsWith('sleep')) }).toEqual({
      status: 0, waits: ['sleep 1', 'sleep 2', 'sleep 4'],
    });
  });

  testWithBash('treats a connection closed after the welcome as accepted', () => {
    expect(connect(says(WELCOME))).toMatchObject({ status: 0 });
  });

  testWithBash.each<[string, string, number, RegExp]>([
    [
      'CodeCommit offers only SHA-1 host keys', says(SHA1), 1,
      /offers only SHA-1 host keys[^]*Their offer: ssh-rsa[^]*git in Argo CD's image rejects[^]*"repoAuth": "https" into \.projenrc\.json/,
    ],
    [
      'CodeCommit does not accept the key', says(DENIED), 9,
      /did not accept the new key APKANEW within two minutes: .*Permission denied[^]*"repoAuth": "https"/,
    ],
    [
      'the host suddenly shows another key', says(CHANGED), 1,
      /now has another host key than SHA256:.* another server may be intercepting the connection/,
    ],
    ['CodeCommit stops answering', says(REFUSED), 9, /no longer answers: ssh: connect .* Connection refused/],
    [
      'the repository is not readable', says('fatal: no such repository', 128), 9,
      /accepted the key, but rejected the request for shop-k8s-config \(exit code 128\)/,
    ],
  ])('deletes the new key and leaves Argo CD unchanged when %s', (_, ssh, tries, words) => {
    const { status, stderr, calls, read } = connect(
      ssh,
      [secret({ url: `ssh://APKAOLD@${HOST}/v1/repos/shop-k8s-config` })],
      ['--rotate'],
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) });
    expect(stderr).toContain('The task has changed nothing in Argo CD.');
    expect(changes(calls)).toEqual([
      expect.stringContaining('upload-ssh-public-key'),
      'aws iam delete-ssh-public-key --user-name shop-reader --ssh-public-key-id APKANEW',
    ]);
    expect(calls.filter((call) => call.startsWith('ssh -F'))).toHaveLength(tries);
    expect(read(CONNECTION)).toContain(`repoURL: ssh://${HOST}/`);
  });

  testWithBash.each<[string, Cluster, string, RegExp]>([
    [
      'Argo CD is not installed',
      {},
      '',
      /NotFound[^]*cannot read Argo CD's ConfigMap argocd-ssh-known-hosts-cm: .* npx projen argocd:install/,
    ],
    [
      'the user lacks the right to read its known hosts',
      { objects: [KNOWN], forbidden: ['configmaps'] },
      '',
      /Forbidden[^]*cannot read Argo CD's ConfigMap argocd-ssh-known-hosts-cm: see above/,
    ],
    [
      'the user lacks the right to change them',
      { objects: [KNOWN] },
      'echo "Error from server (Forbidden): no" >&2; exit 1',
      /cannot change Argo CD's ConfigMap .*: Error from server \(Forbidden\)/,
    ],
    [
      'another program keeps changing them',
      { objects: [KNOWN] },
      'echo "the object has been modified; please apply your changes" >&2; exit 1',
      /Another program changed the ConfigMap .* at each of 20 attempts/,
    ],
  ])('deletes the new key when %s', (_, cluster, patch, words) => {
    const { status, stderr, calls } = connect(
      '',
      cluster.objects ?? [],
      [],
      cluster,
      patch && `case "$*" in *" patch "*) ${patch} ;; esac`,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) });
    expect(calls.slice(-1)).toEqual([
      'aws iam delete-ssh-public-key --user-name shop-reader --ssh-public-key-id APKANEW',
    ]);
  });

  testWithBash("keeps Argo CD's key and writes its ID into the connection of another clone", () => {
    const { status, calls, read } = connect('exit 99', [
      secret({ url: `ssh://APKAOLD@${HOST}/v1/repos/shop-k8s-config` }),
    ]);
    expect({ status, keys: calls.filter((call) => /aws iam (upload|delete)/.test(call)) }).toEqual({
      status: 0, keys: [],
    });
    expect(read(CONNECTION)).toContain('ssh://APKAOLD@');
  });

  testWithBash('names a missing ssh before it creates anything', () => {
    const without = 'command() { [ "$2" != ssh ] || return 1; builtin command "$@"; }\n';
    const { status, stderr, calls } = runConfigTask({
      answers: { repoAuth: 'ssh' },
      script: 'argocd/connect',
      edit: { 'scripts/lib/common.sh': (text) => without + text },
    });
    expect({ status, stderr, made: changes(calls) }).toEqual({
      status: 1, stderr: expect.stringContaining('ssh is not installed'), made: [],
    });
  });
});
