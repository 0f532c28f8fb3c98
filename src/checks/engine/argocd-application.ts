import type { Kustomized } from '../kubernetes/kustomize';
import type { ObjectAt } from '../kubernetes/object';
import type { Pair } from '../pair';

/** An Application, and the folder of its Kustomization. */
export interface Application {
  readonly object: ObjectAt;
  readonly within: Kustomized;
  readonly source: Readonly<Record<'repoURL' | 'path' | 'targetRevision', string | undefined>>;
  readonly destination: Readonly<Record<'server' | 'name' | 'namespace', string | undefined>>;
  /** The folder in its `path`. */
  readonly overlay?: Kustomized;
}

/** Where a wrong URL of the config repo is corrected. */
export function urlFix(pair: Pair): string {
  return pair.text('config/argocd/connection.yaml') === undefined
    ? 'Correct repoURL in argocd/application.yaml.'
    : 'Correct repoURL in argocd/connection.yaml: "npx projen argocd:connect" writes it.';
}
