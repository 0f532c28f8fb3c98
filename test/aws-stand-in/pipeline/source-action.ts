import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineDefinition } from './definition';
import { run, runWell } from '../../support/run';
import type { Moto } from '../api/moto';
import type { Artifact } from '../codebuild/build';
import type { Session } from '../iam/sessions';

/** The environment of the action. */
export interface SourceSettings {
  readonly moto: Moto;
  /** The bare repositories. */
  readonly repositories: string;
  readonly folder: string;
}

/** Packs the tip of a branch into a zip file without `.git`, like CodePipeline's CodeCommit action. */
export async function fetchSource(
  settings: SourceSettings,
  pipeline: PipelineDefinition,
  execution: string,
  session: Session,
  configuration: Readonly<Record<string, string>>,
): Promise<{ artifact: Artifact; variables: Record<string, string> }> {
  const { RepositoryName: repositoryName, BranchName: branchName } = configuration;
  for (const operation of ['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus']) {
    await session.require({ service: 'codecommit', operation, input: { repositoryName } });
  }
  const git = join(settings.repositories, repositoryName);
  const { code, stdout } = await run(
    'git',
    ['-C', git, 'rev-parse', '--verify', `refs/heads/${branchName}`],
    '/',
    process.env,
  );
  if (code !== 0) {
    throw new Error(
      `The branch ${branchName} of the CodeCommit repository ${repositoryName} does not exist. Push it first.`,
    );
  }
  const commit = stdout.trim();
  const file = join(settings.folder, `${execution}.zip`);
  await runWell('git', ['-C', git, 'archive', '--format=zip', '--output', file, commit], '/', process.env);
  const message = await runWell('git', ['-C', git, 'log', '-1', '--format=%B', commit], '/', process.env);
  const { location: bucket, encryptionKey } = pipeline.artifactStore;
  const artifact = {
    bucket, key: `${pipeline.name}/Source/${execution.slice(0, 7)}`, commit, encryptionKey: encryptionKey?.id ?? '',
  };
  await store(settings, session, artifact, readFileSync(file));
  return {
    artifact,
    variables: {
      CommitId: commit, BranchName: branchName, RepositoryName: repositoryName, CommitMessage: message.trim(),
    },
  };
}

async function store(
  { moto }: SourceSettings,
  session: Session,
  { bucket, key, encryptionKey }: Artifact,
  zip: Buffer,
): Promise<void> {
  await session.require({ service: 's3', operation: 'GetBucketVersioning', input: { bucket } });
  await session.require({ service: 's3', operation: 'PutObject', input: { bucket, key } });
  if (encryptionKey) {
    await session.require({ service: 'kms', operation: 'GenerateDataKey', input: { keyId: encryptionKey } });
  }
  await moto.object('PUT', bucket, key, zip);
}
