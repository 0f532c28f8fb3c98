import type { EnvironmentVariable } from './project';
import type { Moto } from '../api/moto';
import type { Sessions } from '../iam/sessions';

/** An artifact of a pipeline. */
export interface Artifact {
  readonly bucket: string;
  readonly key: string;
  readonly commit: string;
  /** The ARN of the key that it is encrypted with. */
  readonly encryptionKey: string;
}

/** What a build is started with. */
export interface BuildStart {
  readonly projectName: string;
  readonly initiator: string;
  /** A commit, or the pipeline's artifact. */
  readonly sourceVersion?: string;
  readonly artifact?: Artifact;
  readonly variables?: readonly EnvironmentVariable[];
}

/** A build that has ended. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly project: string;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly sourceVersion?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  readonly log: string;
  /** What CodePipeline says of a build that failed. */
  readonly problem?: string;
  /** The session name that recorded calls have. */
  readonly caller: string;
}

/** The surroundings of builds. */
export interface BuildSettings {
  readonly moto: Moto;
  readonly sessions: Sessions;
  readonly region: string;
  readonly account: string;
  readonly folder: string;
  /** PATH, the certificate authority and the like, as in CodeBuild's image. */
  readonly image: Readonly<Record<string, string>>;
  /** Where Docker listens, once it does. */
  readonly docker: () => Promise<string>;
  /** Called when a build has ended. */
  readonly ended: (build: Build) => Promise<void>;
}
