// Writes docs/proof.md from what the tests of both layers have recorded.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Layer, proofDocument } from './proof';
import { askVersions } from './versions';
import type { StepRecord } from '../support/steps';

const ROOT = join(__dirname, '..', '..', '..');

function layer(name: string, title: string): Layer {
  const file = join(ROOT, 'test-reports', 'e2e', `${name}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
  const readme = readFileSync(join(__dirname, '..', name, 'README.md'), 'utf8');
  const [, standIns] = /## What is real, and what stands in\n([^]*?)(?=\n## |$)/.exec(readme) ?? [];
  if (!standIns) {
    throw new Error(`test/e2e/${name}/README.md does not say what is real and what stands in`);
  }
  return { title, records: lines.map((line) => JSON.parse(line) as StepRecord), standIns };
}

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const document = proofDocument([
    layer('aws', 'From a push to a promoted image, without a cluster'),
    layer('cluster', 'On to running pods, on a cluster'),
  ], { version, day: new Date().toISOString().slice(0, 10), versions: await askVersions() });
  writeFileSync(join(ROOT, 'docs', 'proof.md'), document);
}

main().catch((error: Error) => {
  process.stderr.write(`Error: ${error.message}.\n`);
  process.exitCode = 1;
});
