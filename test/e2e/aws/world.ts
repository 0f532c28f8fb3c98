import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type RecordedCall, startFront } from './api/front';
import { Moto } from './api/moto';
import { pipelineHandler } from './api/pipelines';
import { codecommitHandler, MISSING_IN_MOTO, scansHandler } from './api/stand-ins';
import { Builds } from './codebuild/builds';
import { makeBaseImage } from './docker/base-image';
import { startDocker } from './docker/daemon';
import { EventBus } from './events/bus';
import { buildEvent, executionEvent } from './events/events';
import { targetKinds } from './events/targets';
import { Roles } from './iam/roles';
import { Sessions, type Wish } from './iam/sessions';
import { startNpmRegistry } from './npm-registry';
import { Pipelines } from './pipeline/pipelines';
import { ACCOUNT, ADDRESS, API_HOSTS, NPM_HOST, ORIGIN, PORT, REGION, REGISTRY_HOST } from './place';
import { motoPython, shellEnvironment } from './programs';
import { Images } from './registry/images';
import { PlainRegistry } from './registry/plain-registry';
import { startRegistry } from './registry/server';
import { RegistryTokens } from './registry/tokens';
import { NODE_IMAGE } from '../../../src/versions';
import { FakeCodeCommit } from '../../support/codecommit';
import { FakeEcr, type Scan } from '../../support/ecr/ecr';
import { type CodeCommitGit, startCodeCommitGit } from '../git/codecommit-git';
import { CertificateAuthority } from '../support/certificates';
import { nameAddress } from '../support/hosts';
import { startService, stopServices } from '../support/processes';

/** An AWS account on this machine, with everything that a generated pair uses, and one user who may do everything. */
export interface World {
  /** For whatever a test writes. */
  readonly folder: string;
  /** The environment of the user. */
  readonly user: Readonly<Record<string, string>>;
  readonly calls: readonly RecordedCall[];
  readonly git: CodeCommitGit;
  /** The bare repositories. */
  readonly repositories: string;
  readonly moto: Moto;
  readonly codecommit: FakeCodeCommit;
  /** What ECR's scans find. */
  readonly scans: FakeEcr;
  readonly bus: EventBus;
  readonly builds: Builds;
  readonly pipelines: Pipelines;
  /** What was published to topics. */
  readonly messages: readonly string[];
  /** What happens in between. */
  readonly meanwhile: Meanwhile;
  /** What ECR's registry is kept in: where it is stopped, the registry is down. */
  readonly registry: PlainRegistry;
  stop(): Promise<void>;
}

/** What a test has happen at a certain moment. */
export interface Meanwhile {
  /** Before a call is answered, one of ECR's registry among them. */
  call?: (call: Wish) => Promise<void>;
  /** What the scan of the next images finds. @default nothing */
  scan?: Scan;
}

/** Starts the account. Only inside of `hermetic.sh`. */
export async function startWorld(): Promise<World> {
  // In memory inside of `hermetic.sh`, and gone at the end.
  const folder = mkdtempSync('/run/e2e-');
  const [logs, repositories, npm] = ['logs', 'repositories', 'npm'].map((name) => join(folder, name));
  [logs, repositories, npm].forEach((path) => mkdirSync(path));
  const authority = new CertificateAuthority(join(folder, 'certificates'));
  nameAddress(ADDRESS.apis, API_HOSTS);
  nameAddress(ADDRESS.registry, [REGISTRY_HOST]);
  nameAddress(ADDRESS.npm, [NPM_HOST]);

  const calls: RecordedCall[] = [];
  const secrets: Record<string, string> = {};
  const messages: string[] = [];
  const meanwhile: Meanwhile = {};
  const before = async (call: Wish) => meanwhile.call?.(call);
  const moto = new Moto(PORT.moto, REGION);
  const codecommit = new FakeCodeCommit({ folder: repositories, ...ORIGIN });
  const scans = new FakeEcr(ORIGIN);
  const repositoryOf = (pullRequestId: string) => {
    const { pullRequest } = codecommit.answer('GetPullRequest', { pullRequestId }) as { pullRequest: { pullRequestTargets: { repositoryName: string }[] } };
    return pullRequest.pullRequestTargets[0].repositoryName;
  };
  const sessions = new Sessions({ partition: 'aws', ...ORIGIN, repositoryOf }, new Roles(moto, ACCOUNT), secrets, calls);
  const shell = await shellEnvironment(authority, folder);
  const developer = { ...shell, ...sessions.addUser('developer') };

  const [dockerHost] = await Promise.all([startDocker({ folder: join(folder, 'docker'), logs, trust: authority.file }), startMoto(developer, logs)]);
  const user = { ...developer, DOCKER_HOST: dockerHost };
  const gitServers = { folder: repositories, state: join(folder, 'git'), region: REGION, address: ADDRESS.git };
  const git = await startCodeCommitGit({ ...gitServers, authority, accessKeys: secrets });
  const registry = new PlainRegistry(join(folder, 'registry'), logs, PORT.registry);
  await registry.start();
  await makeBaseImage(NODE_IMAGE, folder, user);

  const builds: Builds = new Builds({
    ...ORIGIN,
    moto,
    sessions,
    folder: join(folder, 'builds'),
    image: shell,
    dockerHost,
    ended: async (build) => { await bus.deliver(buildEvent(build, ORIGIN)); },
  });
  const pipelines: Pipelines = new Pipelines({
    moto,
    repositories,
    folder,
    sessions,
    builds,
    ended: async (execution) => { await bus.deliver(executionEvent(execution, ORIGIN)); },
  });
  const bus = new EventBus(moto, sessions, targetKinds({ builds, pipelines, messages }));

  const tokens = new RegistryTokens();
  const handlers = [
    codecommitHandler(codecommit),
    scansHandler(scans),
    MISSING_IN_MOTO,
    tokens.handler(REGISTRY_HOST),
    pipelineHandler(pipelines, builds),
  ];
  const images = new Images(moto, scans, () => meanwhile.scan, ACCOUNT);
  const callers = (id: string | undefined) => sessions.callerOf(id);
  const certificates = { npm: authority.issue('npm', [NPM_HOST]), registry: authority.issue('registry', [REGISTRY_HOST]), apis: authority.issue('apis', API_HOSTS) };
  const closers = await Promise.all([
    startNpmRegistry(ADDRESS.npm, certificates.npm, npm),
    startRegistry({ address: ADDRESS.registry, certificate: certificates.registry, port: PORT.registry, tokens, images, calls, before }),
    startFront({ address: ADDRESS.apis, certificate: certificates.apis, moto, callers, handlers, secrets, calls, before }),
  ]);
  const stop = async () => {
    await Promise.all([...closers.map((close) => close()), git.close()]);
    await stopServices();
  };
  return { folder, user, calls, git, repositories, moto, codecommit, scans, bus, builds, pipelines, messages, meanwhile, registry, stop };
}

async function startMoto(env: Readonly<Record<string, string>>, logs: string): Promise<void> {
  await startService({
    name: 'moto',
    command: [motoPython(), '-m', 'account', '-H', '127.0.0.1', '-p', String(PORT.moto)],
    cwd: __dirname,
    env: { ...env, AWS_DEFAULT_REGION: REGION, PYTHONDONTWRITEBYTECODE: '1' },
    logs,
    ready: () => fetch(`http://127.0.0.1:${PORT.moto}/moto-api/`),
  });
}
