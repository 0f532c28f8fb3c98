import { posix } from 'node:path';
import { isFields } from '../fields';
import type { Pair } from '../pair';
import type { Reader } from './stack';

const TEMPLATES = /^app\/cdk\.out\/[^/]+\.template\.json$/;
const SOURCES = /^app\/infra\/(?!test\/).*\.(ts|mjs)$/;

/**
 * Reads the templates in `cdk.out`. The CDK app's source code does not show the deployed resources without running it.
 */
export const cdk: Reader = {
  isUsed: (pair) => pair.text('app/cdk.json') !== undefined,
  stacks: (pair) => pair.names(TEMPLATES).flatMap((file) => pair.documents(file).filter(isFields).map((template) => ({
    name: posix.basename(file, '.template.json'),
    template,
    fileOf: (id) => sourceOf(pair, id) ?? file,
  }))),
  unchecked: (pair) => {
    const oldest = Math.min(...pair.names(TEMPLATES).map((name) => pair.modified(name)));
    const newest = Math.max(...pair.names(SOURCES).map((name) => pair.modified(name)));
    if (pair.names(TEMPLATES).length === 0) {
      return ['app/cdk.out does not exist: run "npx projen infra:synth" in the app repo'];
    }
    return oldest < newest ? ['app/cdk.out is older than app/infra: run "npx projen infra:synth" in the app repo'] : [];
  },
};

/**
 * The source file that creates a resource, or the construct with its role or policy: `new CfnProject(stack, 'Promote',
 * …)`.
 */
function sourceOf(pair: Pair, id: string): string | undefined {
  const files = pair.names(/^app\/infra\/lib\/.*\.ts$/);
  return [id, id.replace(/(Role|Policy)+$/, '')]
    .map((name) => files.find((file) => new RegExp(`\\(\\w+, '${name}'`).test(pair.text(file) ?? '')))
    .find(Boolean);
}
