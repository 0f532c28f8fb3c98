import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Where the real programs are. */
export interface Engines {
  /** Their folders, for PATH. */
  readonly path: string;
  readonly argocd: string;
  /** What the release of Argo CD installs. */
  readonly argocdManifest: string;
  /** The scripts that Argo CD's repo server calls. */
  readonly argocdScripts: string;
  /** The folder with Flux's controllers. */
  readonly fluxControllers: string;
  /** What the release of Flux installs. */
  readonly fluxManifest: string;
  readonly kwok: string;
  /** How KWOK's nodes and pods behave. */
  readonly kwokStages: string;
  /** The folder with the containerd of the nodes. Docker has another one. */
  readonly containerd: string;
  /** The folder with the plugins that connect pods to a network. */
  readonly cni: string;
  /** The folder with the program that signs a kubelet in to ECR. */
  readonly credentialProviders: string;
  /** The image that holds the namespaces of a pod, as an archive. */
  readonly pauseImage: string;
}

const KUBERNETES = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'];
const OTHERS = ['kustomize', 'eksctl'];
const FLUX = ['source-controller', 'kustomize-controller'];
/** What Debian brings, and the package that has it. */
const PACKAGES: Readonly<Record<string, string>> = {
  'redis-server': 'redis-server', 'sshd': 'openssh-server', 'git': 'git', 'openssl': 'openssl', 'unshare': 'util-linux',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder into which `build` puts the programs. */
export function enginesFolder(env: Environment = process.env): string {
  return env.E2E_ENGINES || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'create-gitops-eks', 'engines');
}

/** The installed programs: built here, or released ones that the environment names. */
export function locateEngines(env: Environment = process.env): Engines {
  const folder = enginesFolder(env);
  const share = (program: string | undefined, file: string) => {
    const beside = join(dirname(program ?? folder), 'share', file);
    return existsSync(beside) ? beside : join(folder, 'share', file);
  };
  return {
    path: [env.KUBEBUILDER_ASSETS, folder].filter(Boolean).join(delimiter),
    argocd: env.ARGOCD_BIN || join(folder, 'argocd'),
    argocdManifest: share(env.ARGOCD_BIN, 'argocd/install.yaml'),
    argocdScripts: share(env.ARGOCD_BIN, 'argocd/bin'),
    fluxControllers: env.FLUX_BIN || folder,
    fluxManifest: share(env.FLUX_BIN && join(env.FLUX_BIN, 'source-controller'), 'flux/install.yaml'),
    kwok: env.KWOK_BIN || join(folder, 'kwok'),
    kwokStages: share(env.KWOK_BIN, 'kwok/stages.yaml'),
    containerd: join(folder, 'containerd'),
    cni: join(folder, 'cni'),
    credentialProviders: folder,
    pauseImage: join(folder, 'share', 'pause.tar'),
  };
}

/** What the cluster tests lack, and how to get it. Undefined if everything is installed. */
export function missingEngines(env: Environment = process.env): string | undefined {
  const engines = locateEngines(env);
  const missing = [
    ...[...KUBERNETES, ...OTHERS].filter((name) => !findProgram(name, engines.path)),
    ...[
      engines.argocd, engines.argocdManifest, engines.argocdScripts, engines.kwok, engines.kwokStages,
      engines.fluxManifest, ...FLUX.map((name) => join(engines.fluxControllers, name)),
    ].filter((path) => !existsSync(path)),
  ];
  const packages = Object.keys(PACKAGES)
    .filter((name) => !findProgram(name, `${env.PATH}:/usr/sbin:/sbin`))
    .map((name) => PACKAGES[name]);
  const lines = [
    missing.length > 0 &&
      `${missing.join(', ')}: build them with test/e2e/engines/build, or name released ones with KUBEBUILDER_ASSETS, ARGOCD_BIN, FLUX_BIN and KWOK_BIN.`,
    packages.length > 0 && `${packages.join(', ')}: apt-get install ${packages.join(' ')}`,
  ].filter(Boolean);
  return lines.length > 0 ? `Missing for the tests with a cluster:\n  ${lines.join('\n  ')}` : undefined;
}

/** The first executable file of that name in a list of folders. */
export function findProgram(name: string, path: string): string | undefined {
  return path.split(delimiter).map((folder) => join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
