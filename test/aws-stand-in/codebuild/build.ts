import type { EnvironmentVariable } from './project';
import type { Moto } from '../api/moto';
import type { Sessions } from '../iam/sessions';

/** An artifact of a pipeline. */
export interface Artifact {
  readonly bucket: string;
  readonly key: string;
  readonly commit: string;
  /** The ARN of its encryption key. */
  readonly encryptionKey: string;
}

/** The input of a build. */
export interface BuildStart {
  readonly projectName: string;
  readonly initiator: string;
  /** A commit, or the pipeline's artifact. */
  readonly sourceVersion?: string;
  readonly artifact?: Artifact;
  readonly variables?: readonly EnvironmentVariable[];
}

/** A completed build. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly project: string;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly sourceVersion?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  readonly log: string;
  /** CodePipeline's message for a failed build. */
  readonly problem?: string;
  /** The session name in recorded calls. */
  readonly caller: string;
}

/** The environment of builds. */
export interface BuildSettings {
  readonly moto: Moto;
  readonly sessions: Sessions;
  readonly region: string;
  readonly account: string;
  readonly folder: string;
  /** PATH, the certificate authority and the like, as in CodeBuild's image. */
  readonly image: Readonly<Record<string, string>>;
  /** The address of Docker, after its start. */
  readonly docker: () => Promise<string>;
  /** Called after each build. */
  readonly ended: (build: Build) => Promise<void>;
}
