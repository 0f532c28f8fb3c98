import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { JsonServer } from '../aws-stand-in';
import { runWithAws } from './run-program';
import { StateWorld } from './state-promotion';
import { AWS, testWith } from '../support/programs';
import { temporaryFolder } from '../support/temporary-folder';

jest.setTimeout(120_000);

// Version 1 does not read files as base64.
const version = spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const testWithVersion2 = version.startsWith('aws-cli/2') ? testWith(AWS) : skipped();

let [world, server, folder]: [StateWorld, JsonServer, string] = [] as never;

beforeEach(async () => {
  folder = temporaryFolder();
  world = new StateWorld(folder);
  server = await JsonServer.start({ services: [world.codecommit, world.ecr], accessKeys: { AKIDEXAMPLE: 'secret' } });
});

afterEach(() => server.stop());

testWithVersion2('promotes with the real command line: manifests of any size and all pages of differences', async () => {
  const promote = (build: Parameters<typeof world.env>[0]) =>
    runWithAws('promote', join(folder, 'run'), server.url, world.env(build), { layout: 'single' });
  const first = world.build(1);
  expect(await promote(first)).toEqual({ code: 0, stderr: '', stdout: `Promoted ${first.commit} (${first.digest}).\n` });
  // More than one page, and more than an argument of a command may hold.
  for (const part of [0, 1]) {
    world.source(Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`src/${part}/${at}`, `${at}`])));
  }
  world.source({ 'k8s/base/large.bin': '\xff\x00'.repeat(200_000), 'k8s/base/deployment.yaml': undefined });
  const second = world.build(2);
  expect(await promote(second)).toEqual({ code: 0, stderr: '', stdout: `Promoted ${second.commit} (${second.digest}).\n` });
  expect(world.states('dev')).toHaveLength(2);
  expect(world.states('dev').flatMap((commit) => world.differences('dev', commit))).toEqual([]);
});

function skipped(): jest.It {
  process.stderr.write(`version 2 of aws is not here (${version.trim() || 'no aws'}): not tried with it. Get it with: ${AWS.get}\n`);
  return xtest as jest.It;
}
