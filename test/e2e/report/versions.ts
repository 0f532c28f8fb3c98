import { delimiter, join } from 'node:path';
import { findCommandLine, motoPython } from '../../aws-stand-in';
import { run } from '../../support/run';
import { missingForTerraform, tofuProgram } from '../../support/terraform/program';
import { locateEngines } from '../engines/engines';

const ROOT = join(__dirname, '..', '..', '..');

/** The programs' versions by their names in steps: of all programs, or of these. */
export async function askVersions(names?: readonly string[]): Promise<Record<string, string>> {
  const { path, argocd, fluxManifest, kwok, containerd } = locateEngines();
  const env = { ...process.env, PATH: [path, process.env.PATH, '/usr/sbin'].join(delimiter) };
  const installed = (name: string, folder = ROOT) =>
    [process.execPath, '-p', `require('${join(folder, 'node_modules', name)}/package.json').version`] as const;
  const tofu = tofuProgram();
  const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
    'Kubernetes': ['kube-apiserver', '--version'],
    'etcd': ['etcd', '--version'],
    'KWOK': [kwok, '--version'],
    'Argo CD': [argocd, 'version', '--client', '--short'],
    // The controllers do not tell their version.
    'Flux': ['sed', '-n', 's#.*image: ghcr.io/fluxcd/source-controller:v##p', fluxManifest],
    'Redis': ['redis-server', '--version'],
    'kubectl': ['kubectl', 'version', '--client'],
    'kustomize': ['kustomize', 'version'],
    'eksctl': ['eksctl', 'version'],
    'moto': [motoPython(), '-c', 'import moto; print(moto.__version__)'],
    'aws': [findCommandLine()!, '--version'],
    ...missingForTerraform() === undefined && { terraform: ['terraform', 'version'] as const },
    ...tofu !== undefined && { tofu: [tofu, 'version'] as const },
    'docker': ['dockerd', '--version'],
    'containerd': ['containerd', '--version'],
    'containerd of the nodes': [join(containerd, 'containerd'), '--version'],
    'runc': ['runc', '--version'],
    'docker-registry': ['docker-registry', '--version'],
    'git': ['git', '--version'],
    'OpenSSH': ['ssh', '-V'],
    'bash': ['bash', '--version'],
    'Node.js': [process.execPath, '--version'],
    'npm': ['npm', '--version'],
    'projen': installed('projen'),
    'aws-cdk': installed('aws-cdk', join(ROOT, 'node_modules', '.cache', 'e2e', 'npm')),
    'aws-cdk-lib': installed('aws-cdk-lib'),
  };
  const answers = Object.entries(commands)
    .filter(([name]) => names?.includes(name) ?? true)
    .map(async ([name, [program, ...args]]) => {
      const { stdout, stderr } = await run(program, args, ROOT, env);
      const [version] = /\d+\.\d+[\w.]*/.exec(stdout || stderr) ?? [];
      if (!version) {
        throw new Error(`${name} does not tell its version: ${program} ${args.join(' ')} says "${stdout}${stderr}"`);
      }
      return [name, version] as const;
    });
  return Object.fromEntries(await Promise.all(answers));
}
