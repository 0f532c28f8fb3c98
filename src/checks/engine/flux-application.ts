import type { Kustomized } from '../kubernetes/kustomize';
import type { ObjectAt } from '../kubernetes/object';

/** The API group of Flux's Kustomization, whose kind is also that of Kustomize's files. */
export const GROUP = { kustomize: 'kustomize.toolkit.fluxcd.io' };

/** A Kustomization of Flux, and the folder of Kustomize that includes it. */
export interface FluxApplication {
  readonly object: ObjectAt;
  readonly within: Kustomized;
  readonly path: string;
  /** The GitRepository in its `sourceRef`. */
  readonly source?: ObjectAt;
  /** The folder in its `path`. */
  readonly overlay?: Kustomized;
}
