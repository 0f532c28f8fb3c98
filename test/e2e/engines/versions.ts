import { delimiter, dirname, join } from 'node:path';
import { type Engines, findProgram } from './engines';
import { run } from '../../support/run';

/** What the programs themselves say that they are, by name. */
export async function askVersions({ path, argocd, kwok }: Engines): Promise<Record<string, string>> {
  const env = { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}${delimiter}/usr/sbin` };
  const commands: Record<string, readonly [string, ...string[]]> = {
    'etcd': ['etcd', '--version'],
    'kube-apiserver': ['kube-apiserver', '--version'],
    'kube-controller-manager': ['kube-controller-manager', '--version'],
    'kube-scheduler': ['kube-scheduler', '--version'],
    'kubectl': ['kubectl', 'version', '--client'],
    'argocd': [argocd, 'version', '--client', '--short'],
    'kwok': [kwok, '--version'],
    'kustomize': ['kustomize', 'version'],
    'eksctl': ['eksctl', 'version'],
    'redis': ['redis-server', '--version'],
    'openssh': ['ssh', '-V'],
    'git': ['git', '--version'],
    'aws': ['aws', '--version'],
    // Its server does not tell.
    'moto': [join(dirname(findProgram('moto_server', env.PATH) ?? ''), 'python3'), '-c', 'import moto; print(moto.__version__)'],
  };
  const answers = Object.entries(commands).map(async ([name, [program, ...args]]) => {
    const { stdout, stderr } = await run(program, args, '/', env);
    return [name, (stdout || stderr).split('\n')[0].trim()] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}
