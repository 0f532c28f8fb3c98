import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startArgoCd } from './argocd';
import { startAws } from './aws';
import { startControlPlane } from './control-plane';
import { answerEksctl } from './eks';
import { iamOf } from './iam';
import type { ApiAccess } from './kubernetes-api';
import { standInForLoadBalancers } from './load-balancers';
import { ACCESS_KEY, startMoto } from './moto';
import { serveReleases } from './releases';
import { ARGOCD } from '../../../../src/versions';
import type { Engines } from '../../engines/engines';
import { startCodeCommitGit } from '../../git/codecommit-git';
import { CertificateAuthority } from '../../support/certificates';

/** Regions in which there are Git servers: one of which the generator knows the fingerprint, and one that it must be told. */
export const REGIONS = ['us-east-1', 'eu-south-1'] as const;

/** Everything that runs, as the tests need to know it. Plain data: it goes through the environment. */
export interface World {
  /** In memory, gone at the end. */
  readonly state: string;
  readonly engines: Engines;
  readonly access: ApiAccess;
  /** What makes programs trust the servers of this world. */
  readonly trust: Readonly<Record<string, string>>;
  /** The fingerprint of each region's Git server. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

/** Where every program's log is kept, and which versions they are. */
export const LOGS = join(__dirname, '..', '..', '..', '..', 'test-reports', 'e2e', 'cluster-logs');

/** The folder with the bare repositories of a region. */
export function repositoriesOf({ state }: Pick<World, 'state'>, region: string): string {
  return join(state, 'repositories', region);
}

/** Starts Kubernetes, AWS' stand-ins and CodeCommit's Git servers; Argo CD as soon as somebody installs it. */
export async function startWorld(engines: Engines): Promise<World> {
  const state = '/run/e2e-cluster';
  rmSync(LOGS, { recursive: true, force: true });
  [LOGS, state, join(state, 'home')].forEach((path) => mkdirSync(path, { recursive: true }));
  symlinkSync(LOGS, join(state, 'logs'));
  const authority = new CertificateAuthority(join(state, 'authority'));
  const trust = authority.environment;

  const [plane, git] = await Promise.all([
    startControlPlane(engines, state, authority),
    Promise.all(REGIONS.map((region, index) => startCodeCommitGit({
      folder: repositoriesOf({ state }, region),
      state: join(state, `git-${region}`),
      region,
      authority,
      address: `127.0.0.${3 + index}`,
      accessKeys: { [ACCESS_KEY.id]: ACCESS_KEY.secret },
    }))),
    startMoto(state),
    serveReleases(engines, authority, ARGOCD.version),
  ]);
  await startAws(authority, [iamOf(git), answerEksctl]);
  standInForLoadBalancers(plane.api);
  // As a kubelet starts what the manifest asks for. The StatefulSet is what the manifest makes last of all that Argo CD needs.
  let started = false;
  plane.api.watch('/apis/apps/v1/namespaces/argocd/statefulsets', ({ type, object }) => {
    if (type === 'ADDED' && object.metadata.name === 'argocd-application-controller' && !started) {
      started = true;
      startArgoCd(engines, plane, state, trust).catch((error) => {
        process.stderr.write(`${error}\n`);
        process.exitCode = 1;
      });
    }
  });
  const fingerprints = Object.fromEntries(REGIONS.map((region, index) => [region, git[index].fingerprint]));
  const world = { state, engines, access: plane.access, trust, fingerprints };
  writeFileSync(join(state, 'world.json'), JSON.stringify(world));
  return world;
}
