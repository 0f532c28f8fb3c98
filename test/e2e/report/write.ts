// Writes docs/proof.md from what the tests of both layers have recorded.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BARS } from './bars';
import { type Layer, proofDocument } from './proof';
import { readRun, type RecordedRun } from './recorded-run';
import { askVersions } from './versions';

const ROOT = join(__dirname, '..', '..', '..');

type LayerName = keyof typeof BARS;

function runOf(layer: LayerName): RecordedRun {
  const file = `test-reports/e2e/${layer}.jsonl`;
  try {
    return readRun(existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '');
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function standInsOf(layer: LayerName): string {
  const readme = readFileSync(join(__dirname, '..', layer, 'README.md'), 'utf8');
  const [, standIns] = /## Real programs and stand-ins\n([^]*?)(?=\n## |$)/.exec(readme) ?? [];
  if (!standIns) {
    throw new Error(`test/e2e/${layer}/README.md has no section "Real programs and stand-ins"`);
  }
  return standIns;
}

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const [aws, cluster] = [runOf('aws'), runOf('cluster')];
  if (aws.commit !== cluster.commit) {
    throw new Error(
      `the two layers were not run at the same commit: ${aws.commit} and ${cluster.commit}. Run both again`,
    );
  }
  const layer = (name: LayerName, title: string, { records }: RecordedRun): Layer =>
    ({ title, records, bars: BARS[name], standIns: standInsOf(name) });
  const document = proofDocument([
    layer('aws', 'From a push to a promoted image, without a cluster', aws),
    layer('cluster', 'On to running pods, on a cluster', cluster),
  ], { version, commit: aws.commit, day: new Date().toISOString().slice(0, 10), versions: await askVersions() });
  writeFileSync(join(ROOT, 'docs', 'proof.md'), document);
}

main().catch((error: Error) => {
  process.stderr.write(`Error: ${error.message}.\n`);
  process.exitCode = 1;
});
