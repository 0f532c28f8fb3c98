import type { Answers } from '../../../src/options/option';
import { runProgram } from '../programs';
import { renderPair } from '../render-pair';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles } from '../write-files';

/** What Argo CD applies: the manifests that an overlay becomes. */
export function overlayOf(answers: Answers): string {
  const folder = temporaryFolder();
  writeFiles(folder, renderPair(answers).filter(({ repo }) => repo === 'config'));
  const environment = String(answers.environment ?? 'production');
  const { code, output } = runProgram('kubectl', ['kustomize', `k8s/overlays/${environment}`], folder);
  if (code !== 0) {
    throw new Error(`kubectl kustomize refuses the overlay: ${output}`);
  }
  return output;
}
