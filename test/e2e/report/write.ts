// Writes docs/proof.md from what the tests of all layers have recorded.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Bar, BARS } from './bars';
import { type Layer, proofDocument } from './proof';
import { readRun, type RecordedRun } from './recorded-run';
import { askVersions } from './versions';
import { FLUX } from '../../../src/versions';

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
  const [aws, cluster, pods] = [runOf('aws'), runOf('cluster'), runOf('pods')];
  const commits = [...new Set([aws, cluster, pods].map(({ commit }) => commit))];
  if (commits.length > 1) {
    throw new Error(`the layers were not run at the same commit: ${commits.join(', ')}. Run them again`);
  }
  const lacks = join(ROOT, 'test-reports', 'e2e', 'pods', 'machine-lacks.txt');
  const noPods = existsSync(lacks);
  // A machine without the program or the provider runs none.
  const isSkipped = ({ what }: Bar) =>
    what.includes('iac: terraform') && !aws.records.some(({ title }) => title.includes(': terraform, '));
  const notRun = [
    ...noPods ? [`real pods. The machine lacks ${readFileSync(lacks, 'utf8').trim()}`] : [],
    ...BARS.aws.some(isSkipped) ? ['pairs with `iac: terraform`. The machine lacks Terraform or its AWS provider'] : [],
  ];
  const layer = (name: LayerName, title: string, { records }: RecordedRun): Layer =>
    ({ title, records, bars: BARS[name].filter((bar) => !isSkipped(bar)), standIns: standInsOf(name) });
  const document = proofDocument([
    layer('aws', 'From a push to a promoted image, without a cluster', aws),
    layer('cluster', 'On to an API server that has the promoted digest, with simulated pods', cluster),
    ...noPods ? [] : [layer('pods', 'On to real pods that serve clients, under load', pods)],
  ], {
    version,
    commit: aws.commit,
    day: new Date().toISOString().slice(0, 10),
    processors: availableParallelism(),
    // The controllers, whose versions the run has compared, tell no version of the release.
    versions: { ...await askVersions(), Flux: FLUX.version.replace(/^v/, '') },
    notRun,
  });
  writeFileSync(join(ROOT, 'docs', 'proof.md'), document);
}

main().catch((error: Error) => {
  process.stderr.write(`Error: ${error.message}.\n`);
  process.exitCode = 1;
});
