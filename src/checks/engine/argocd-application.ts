import type { Kustomized } from '../kubernetes/kustomize';
import type { ObjectAt } from '../kubernetes/object';

/** An Application, and the folder of its Kustomization. */
export interface Application {
  readonly object: ObjectAt;
  readonly within: Kustomized;
  readonly source: Readonly<Record<'repoURL' | 'path' | 'targetRevision', string | undefined>>;
  readonly destination: Readonly<Record<'server' | 'name' | 'namespace', string | undefined>>;
  /** The folder in its `path`. */
  readonly overlay?: Kustomized;
}
