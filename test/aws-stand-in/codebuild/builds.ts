import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Build, BuildSettings, BuildStart } from './build';
import { isOnLambda, plainVariables, type Project, requireKnown, type Source } from './project';
import { runBuildspec } from './run-buildspec';
import { LAMBDA_SOURCE } from './shell';
import { buildspecOf, cloneSource, unpackSource } from './source';
import type { Session } from '../iam/sessions';

/** A running build. */
interface Begun {
  readonly id: string;
  readonly arn: string;
  readonly uuid: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly session: Session;
  readonly write: (text: string) => void;
}

interface Outcome {
  readonly succeeded: boolean;
  readonly exported: Readonly<Record<string, string>>;
  readonly problem?: string;
}

/** CodeBuild: runs deployed projects with their own roles. */
export class Builds {
  readonly all: Build[] = [];
  private count = 0;

  constructor(private readonly settings: BuildSettings) {}

  /** Runs a build to its end. Throws if it cannot start. */
  async run(start: BuildStart): Promise<Build> {
    const { moto, sessions, region, account } = this.settings;
    const {
      projects: [project],
    } = (await moto.json('codebuild', 'BatchGetProjects', { names: [start.projectName] })) as { projects: Project[] };
    if (!project) {
      throw new Error(`ResourceNotFoundException: Project cannot be found: ${start.projectName}`);
    }
    requireKnown(project);
    this.count++;
    const uuid = randomUUID();
    const id = `${project.name}:${uuid}`;
    const session = await sessions.assume(project.serviceRole, 'codebuild.amazonaws.com', `AWSCodeBuild-${uuid}`);
    const variables = plainVariables([...project.environment.environmentVariables ?? [], ...start.variables ?? []]);
    const arn = `arn:aws:codebuild:${region}:${account}:build/${id}`;
    const build = {
      id, arn, project: project.name, sourceVersion: start.sourceVersion, variables, caller: session.name,
    };
    let log = '';
    const write = (text: string) => { log += text; };
    const result = await this.execute(project, start, { ...build, session, uuid, write }).catch((error: Error) => {
      write(`${error.message}\n`);
      return { succeeded: false, exported: {}, problem: error.message };
    });
    await this.keepLog(project, session, uuid, log).catch((error: Error) => {
      const problem = `ACCESS_DENIED: Service role ${project.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${arn}.`;
      Object.assign(result, { succeeded: false, problem: `${problem} Error message: ${error.message}` });
    });
    const { succeeded, exported, problem } = result;
    const ended: Build = {
      ...build, status: succeeded ? 'SUCCEEDED' : 'FAILED', exported, log, problem: succeeded ? undefined : problem,
    };
    this.all.push(ended);
    await this.settings.ended(ended);
    return ended;
  }

  private async execute(project: Project, start: BuildStart, build: Begun): Promise<Outcome> {
    const folder = join(this.settings.folder, build.uuid);
    const home = join(folder, 'home');
    const source = join(folder, 'src');
    mkdirSync(home, { recursive: true });
    const { image, region, docker } = this.settings;
    const commit = start.artifact?.commit ?? start.sourceVersion;
    const onLambda = isOnLambda(project);
    const env = {
      ...image,
      ...build.session.environment,
      ...(project.environment.privilegedMode
        ? { DOCKER_HOST: await docker() }
        : { DOCKER_HOST: `unix://${home}/no-docker-without-privileged-mode.sock` }),
      HOME: home,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      CODEBUILD_BUILD_ARN: build.arn,
      CODEBUILD_BUILD_ID: build.id,
      CODEBUILD_BUILD_NUMBER: String(this.count),
      CODEBUILD_CI: 'true',
      CODEBUILD_INITIATOR: start.initiator,
      CODEBUILD_SRC_DIR: onLambda ? LAMBDA_SOURCE : source,
      ...Object.fromEntries((project.secondarySources ?? []).map(({ sourceIdentifier }) => [
        `CODEBUILD_SRC_DIR_${sourceIdentifier}`, `${source}-${sourceIdentifier}`,
      ])),
      ...(commit ? { CODEBUILD_RESOLVED_SOURCE_VERSION: commit } : {}),
      ...(start.artifact
        ? { CODEBUILD_SOURCE_VERSION: `arn:aws:s3:::${start.artifact.bucket}/${start.artifact.key}` }
        : {}),
      ...build.variables,
    };
    await this.fetch(project, start, build.session, source, env);
    const timeout = (onLambda ? 15 : project.timeoutInMinutes || 60) * 60_000;
    const result = await runBuildspec({
      spec: buildspecOf(project, source), cwd: source, env, write: build.write, timeout, isOnLambda: onLambda,
    });
    const failed = result.phases.find(({ succeeded }) => !succeeded);
    const where = failed && `Phase: ${failed.name.toUpperCase()}, Code: COMMAND_EXECUTION_ERROR`;
    const problem = `Build terminated with state: FAILED. ${where}, Message: Error while executing command: ${result.failedCommand?.trim()}`;
    return { ...result, problem: failed && problem };
  }

  private async fetch(
    project: Project,
    { artifact, sourceVersion }: BuildStart,
    session: Session,
    folder: string,
    env: NodeJS.ProcessEnv,
  ): Promise<void> {
    const { type } = project.source;
    if (type === 'CODEPIPELINE') {
      const { bucket, key, encryptionKey } = artifact!;
      for (const operation of ['GetObject', 'GetObjectVersion']) {
        await session.require({ service: 's3', operation, input: { bucket, key } });
      }
      await session.require({ service: 'kms', operation: 'Decrypt', input: { keyId: encryptionKey } });
      await unpackSource(await this.settings.moto.object('GET', bucket, key), folder);
    } else if (type === 'CODECOMMIT') {
      await this.clone(project.source, sourceVersion ?? project.sourceVersion, session, folder, env);
    } else {
      mkdirSync(folder);
    }
    for (const source of project.secondarySources ?? []) {
      const { sourceVersion: version } =
        project.secondarySourceVersions?.find((one) => one.sourceIdentifier === source.sourceIdentifier) ?? {};
      await this.clone(source, version, session, `${folder}-${source.sourceIdentifier}`, env);
    }
  }

  private async clone(
    source: Source, version: string | undefined, session: Session, folder: string, env: NodeJS.ProcessEnv,
  ): Promise<void> {
    const repositoryName = source.location!.split('/').pop();
    await session.require({ service: 'codecommit', operation: 'GitPull', input: { repositoryName } });
    await cloneSource(source, version, folder, env);
  }

  private async keepLog(
    { logsConfig, name }: Project,
    session: Session,
    logStreamName: string,
    log: string,
  ): Promise<void> {
    const logGroupName = logsConfig?.cloudWatchLogs?.groupName ?? `/aws/codebuild/${name}`;
    const { moto } = this.settings;
    for (const operation of ['CreateLogStream', 'PutLogEvents']) {
      await session.require({ service: 'logs', operation, input: { logGroupName, logStreamName } });
    }
    const timestamp = Date.now();
    await moto.json('logs', 'CreateLogStream', { logGroupName, logStreamName });
    const logEvents = log.split('\n').filter(Boolean).map((message) => ({ timestamp, message }));
    await moto.json('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
  }
}
