// Writes docs/proof.md from what the tests of both layers have recorded.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Layer, type StepRecord, proofDocument } from './proof';

const ROOT = join(__dirname, '..', '..', '..');

function layer(name: string, title: string): Layer {
  const file = join(ROOT, 'test-reports', 'e2e', `${name}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
  const readme = readFileSync(join(__dirname, '..', name, 'README.md'), 'utf8');
  const [, standIns = ''] = /## What is real, and what stands in\n([^]*?)(?=\n## |$)/.exec(readme) ?? [];
  return { title, records: lines.map((line) => JSON.parse(line) as StepRecord), standIns };
}

const versions = JSON.parse(readFileSync(join(ROOT, 'test-reports', 'e2e', 'cluster-logs', 'versions.json'), 'utf8')) as Record<string, string>;
writeFileSync(join(ROOT, 'docs', 'proof.md'), proofDocument([
  layer('aws', 'From a push to a promoted image, without a cluster'),
  layer('cluster', 'From a promoted image to running pods'),
], versions));
