import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPair } from './render-pair';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';

/** The objects of a cluster, for kubectl's stand-in. */
export interface Cluster {
  /** Objects, each with the API server's name of its type: `daemonsets.apps`. */
  readonly objects?: readonly object[];
  /** Types beside Kubernetes' own that exist: what kubectl calls them, and the API server's name. */
  readonly types?: Readonly<Record<string, string>>;
  /** Types that the user lacks the right to read. */
  readonly forbidden?: readonly string[];
  /** Whether the cluster never answers, or not for one verb. */
  readonly silent?: boolean | string;
  /** Other clusters, by their context. */
  readonly contexts?: Readonly<Record<string, Omit<Cluster, 'contexts'>>>;
}

/** A task of a config repo or a single repository, and its environment. */
export interface ConfigTask {
  readonly answers?: Answers;
  /** `app/open` */
  readonly script: string;
  readonly args?: readonly string[];
  readonly cluster?: Cluster;
  /** Bodies of shell scripts that replace programs. Their arguments are in `$*`. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Another text for a file of the repository. */
  readonly edit?: Readonly<Record<string, (content: string) => string>>;
}

/** The result of a task. */
export interface TaskResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every call of a stand-in: `aws sts get-caller-identity …` */
  readonly calls: readonly string[];
  /** The text of a file of the repository, as the task left it. */
  readonly read: (path: string) => string;
}

/** The stand-in for kubectl: it answers from the objects of the cluster. */
export const KUBECTL = `exec '${process.execPath}' '${join(__dirname, 'kubectl.mjs')}' "$@"`;

/** The caller, and the outputs of the repositories' stack. */
export const AWS = `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-stacks*) echo shop-reader ;;
esac`;

/** Runs a task of the pair `shop` with stand-ins for programs; kubectl, aws and sleep have defaults. */
export function runConfigTask({
  answers, script, args = [], cluster = {}, programs = {}, edit = {},
}: ConfigTask): TaskResult {
  const root = temporaryFolder();
  const [work, bin, calls, kubernetes] = ['work', 'bin', 'calls', 'kubernetes.json'].map((name) => join(root, name));
  const files = renderPair({ appName: 'shop', ...answers })
    .filter(({ repo }) => repo === 'config' || answers?.layout === 'single');
  writeFiles(work, files.map((file) => ({ ...file, content: edited(file, edit[file.path]) })));
  writeFiles(bin, Object.entries({ kubectl: KUBECTL, aws: AWS, sleep: '', ...programs }).map(([path, body]) =>
    ({ path, content: `#!/bin/bash\necho "${path} $*" >>'${calls}'\n${body}\n`, executable: true })));
  writeFileSync(kubernetes, JSON.stringify(cluster));
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, KUBERNETES: kubernetes };
  const { status, stdout, stderr } = spawnSync('bash', [`scripts/${script}.sh`, ...args], {
    cwd: work, env, encoding: 'utf8', timeout: 60_000,
  });
  return {
    status,
    stdout,
    stderr,
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').filter((call) => call !== '') : [],
    read: (path) => readFileSync(join(work, path), 'utf8'),
  };
}

function edited({ path, content }: { path: string; content: string }, edit?: (content: string) => string): string {
  const text = edit?.(content) ?? content;
  if (edit && text === content) {
    throw new Error(`the edit of ${path} changes nothing: has its text moved?`);
  }
  return text;
}
