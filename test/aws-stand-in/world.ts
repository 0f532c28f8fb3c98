import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Handler, type RecordedCall, startFront } from './api/front';
import { Moto } from './api/moto';
import { pipelineHandler } from './api/pipelines';
import { codecommitHandler, scansHandler } from './api/stand-ins';
import { Builds } from './codebuild/builds';
import type { FakeCodeCommit } from './codecommit';
import { type CodeCommit, startCodeCommit } from './codecommit/region';
import { repositoriesIn } from './codecommit/repositories-in';
import { ImageEngine } from './docker/images';
import { FakeEcr } from './ecr/ecr';
import type { Scan } from './ecr/scans';
import { EventBus } from './events/bus';
import { buildEvent, executionEvent } from './events/events';
import { RepositoryEvents } from './events/repository-events';
import { targetKinds } from './events/targets';
import { gitCredentialsHandler } from './iam/git-credentials';
import { Roles } from './iam/roles';
import { Sessions, type Wish } from './iam/sessions';
import { startNpmRegistry } from './npm/npm-registry';
import { Pipelines } from './pipeline/pipelines';
import { ACCOUNT, ADDRESS, apiHosts, GLOBAL_API_HOSTS, NPM_HOST, PORT, REGION, registryHost } from './place';
import { imageEnvironment, motoPython, shellEnvironment } from './programs';
import { Images } from './registry/images';
import { startRegistry } from './registry/server';
import { RegistryTokens } from './registry/tokens';
import { CertificateAuthority } from '../support/machine/certificates';
import { nameAddress } from '../support/machine/hosts';
import { startService, stopServices } from '../support/machine/processes';

/** An AWS account on this machine, with all services that a generated pair uses, and one user with all permissions. */
export interface World {
  /** A folder for files of tests. */
  readonly folder: string;
  /** The certificate authority that all programs trust. */
  readonly authority: CertificateAuthority;
  /** The environment of the user. */
  readonly user: Readonly<Record<string, string>>;
  readonly calls: readonly RecordedCall[];
  /** For each region, the one with pipelines first. */
  readonly regions: readonly CodeCommit[];
  readonly moto: Moto;
  readonly codecommit: FakeCodeCommit;
  /** The findings of ECR's scans. */
  readonly scans: FakeEcr;
  readonly bus: EventBus;
  /** Who has which role. */
  readonly sessions: Sessions;
  readonly builds: Builds;
  readonly pipelines: Pipelines;
  /** Messages published to topics. */
  readonly messages: readonly string[];
  /** Hooks of the test. */
  readonly meanwhile: Meanwhile;
  /**
   * Docker and the registry behind ECR. The first build that requires them starts them, because their start is slow.
   */
  readonly images: ImageEngine;
  /** Assumes a role for a service that it trusts. Returns the credentials as variables. */
  assume(roleArn: string, service: string, sessionName: string): Promise<Readonly<Record<string, string>>>;
  /** Throws if an event of CodeCommit could not be delivered. */
  stop(): Promise<void>;
}

/** Hooks that a test sets. */
export interface Meanwhile {
  /** Called before the response to each call, including those to ECR's registry. */
  call?: (call: Wish) => Promise<void>;
  /** The findings of the next images. @default no findings */
  scan?: Scan;
}

/** Settings. The defaults are those of the loop tests. */
export interface WorldSettings {
  /** In memory inside `hermetic.sh`, and deleted at the end. @default a new folder */
  readonly folder?: string;
  /** The first region has pipelines and images, the others only CodeCommit. @default `REGION` */
  readonly regions?: readonly [string] | readonly [string, string];
  /** Additional host names of the APIs. */
  readonly hosts?: readonly string[];
  /** Handlers before all others. */
  readonly handlers?: readonly Handler[];
  /**
   * Whether CodeCommit sends events of the first region to EventBridge.
   * @default tests deliver events themselves and see what each starts
   */
  readonly tellsEvents?: boolean;
}

/**
 * Starts the account. Requires `hermetic.sh`. Docker and the registry start with the first build that requires them.
 */
export async function startWorld(settings: WorldSettings = {}): Promise<World> {
  const {
    folder = mkdtempSync('/run/e2e-'),
    regions: names = [REGION],
    hosts = [],
    handlers: firstHandlers = [],
    tellsEvents = false,
  } = settings;
  const [region] = names;
  const origin = { region, account: ACCOUNT };
  const [logs, npm] = ['logs', 'npm'].map((name) => join(folder, name));
  [logs, npm].forEach((path) => mkdirSync(path, { recursive: true }));
  const authority = new CertificateAuthority(join(folder, 'certificates'));
  const apis = [...GLOBAL_API_HOSTS, ...names.flatMap(apiHosts), ...hosts];
  nameAddress(ADDRESS.apis, apis);
  nameAddress(ADDRESS.registry, [registryHost(region)]);
  nameAddress(ADDRESS.npm, [NPM_HOST]);

  const calls: RecordedCall[] = [];
  const secrets: Record<string, string> = {};
  const messages: string[] = [];
  const undelivered: string[] = [];
  const meanwhile: Meanwhile = {};
  const before = async (call: Wish) => meanwhile.call?.(call);
  const moto = new Moto(PORT.moto, region);
  const scans = new FakeEcr(origin);
  const repositories = repositoriesIn(folder, region);
  const events = tellsEvents ? new RepositoryEvents(repositories, origin, (event) => {
    bus.deliver(event).catch((error) => undelivered.push(`${event['detail-type']}: ${error.message}`));
  }) : undefined;
  const repositoryOf = (pullRequestId: string): string => {
    const { pullRequest } = regions[0].api.answer('GetPullRequest', { pullRequestId }) as {
      pullRequest: { pullRequestTargets: { repositoryName: string }[] };
    };
    return pullRequest.pullRequestTargets[0].repositoryName;
  };
  const sessions = new Sessions(
    { partition: 'aws', ...origin, repositoryOf },
    new Roles(moto, ACCOUNT),
    secrets,
    calls,
  );
  const shell = await shellEnvironment(authority, folder);
  const engine = new ImageEngine({ folder, logs, trust: authority.file, env: shell });
  const user = { ...shell, ...sessions.addUser('developer'), DOCKER_HOST: engine.host, TMPDIR: tmpdir() };
  const codecommits = names.map((name, index) => startCodeCommit({
    region: name,
    folder,
    address: ADDRESS.git[index],
    authority,
    accessKeys: secrets,
    sessionOf: (id) => sessions.gitSessionOf(id),
    pushed: (repository) => index === 0 && events?.lookAt(repository),
  }));
  const [regions]: [CodeCommit[], void] = await Promise.all([Promise.all(codecommits), startMoto(user, region, logs)]);

  const builds: Builds = new Builds({
    ...origin,
    moto,
    sessions,
    folder: join(folder, 'builds'),
    image: imageEnvironment(shell, folder),
    docker: () => engine.start(),
    ended: async (build) => { await bus.deliver(buildEvent(build, origin)); },
  });
  const pipelines: Pipelines = new Pipelines({
    moto,
    repositories,
    folder,
    sessions,
    builds,
    ended: async (execution) => { await bus.deliver(executionEvent(execution, origin)); },
  });
  const bus = new EventBus(moto, sessions, targetKinds({ builds, pipelines, messages }));

  const tokens = new RegistryTokens();
  const [ofRegion, ...ofOthers] = regions.map(({ api }) => codecommitHandler(api));
  const handlers = [
    ...firstHandlers,
    events ? events.toldOf(ofRegion) : ofRegion,
    ...ofOthers,
    gitCredentialsHandler(moto, regions),
    scansHandler(scans),
    tokens.handler(registryHost(region)),
    pipelineHandler(pipelines, builds),
  ];
  const images = new Images(moto, scans, () => meanwhile.scan, ACCOUNT);
  const callers = (id: string | undefined) => sessions.callerOf(id);
  const certificates = {
    npm: authority.issue('npm', [NPM_HOST]),
    registry: authority.issue('registry', [registryHost(region)]),
    apis: authority.issue('apis', apis),
  };
  const closers = await Promise.all([
    startNpmRegistry(ADDRESS.npm, certificates.npm, npm),
    startRegistry({
      address: ADDRESS.registry, certificate: certificates.registry, port: PORT.registry, tokens, images, calls, before,
    }),
    startFront({
      address: ADDRESS.apis, certificate: certificates.apis, moto, callers, handlers, secrets, calls, before,
    }),
  ]);
  const stop = async () => {
    // Calls in progress must fail once the servers stop.
    const problems = [...undelivered];
    await Promise.all([...closers.map((close) => close()), ...regions.map(({ git }) => git.close())]);
    await stopServices();
    if (problems.length > 0) {
      throw new Error(`these events could not be delivered:\n${problems.join('\n')}`);
    }
  };
  const [{ api: codecommit }] = regions;
  return {
    folder,
    authority,
    user,
    calls,
    regions,
    moto,
    codecommit,
    scans,
    bus,
    sessions,
    builds,
    pipelines,
    messages,
    meanwhile,
    images: engine,
    assume: async (...who) => (await sessions.assume(...who)).environment,
    stop,
  };
}

async function startMoto(env: Readonly<Record<string, string>>, region: string, logs: string): Promise<void> {
  await startService({
    name: 'moto',
    command: [motoPython(), '-m', 'patches_of_moto', '-H', '127.0.0.1', '-p', String(PORT.moto)],
    cwd: __dirname,
    env: { ...env, AWS_DEFAULT_REGION: region, PYTHONDONTWRITEBYTECODE: '1' },
    logs,
    ready: () => fetch(`http://127.0.0.1:${PORT.moto}/moto-api/`),
  });
}
