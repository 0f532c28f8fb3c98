/**
 * Measures the scan gate and the promotion: the commands of the rendered buildspecs, as whole processes with the real
 * AWS CLI. The AWS stand-ins respond immediately.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CountedAws, findAws } from './aws';
import { median, measure, type Times, type Timers } from './measure';
import { basicScan, JsonServer } from '../test/aws-stand-in';
import { type Build, digestOf, FILE, overlay, World } from '../test/programs/promotion';
import { runWell } from '../test/support/run';
import { infrastructureOf } from '../test/support/security/infrastructure';
import { inlineScripts } from '../test/support/security/programs-in';

/** The maximum ratio of a stage's time to its floor. */
const LIMIT = 1.5;
const [BARE_AWS, BARE_NODE] = ['bare `aws --version`', 'bare `node -e 0`'];
const STAGES = {
  'scan gate': 'commit',
  'promotion: commit': 'commit',
  'promotion: pull-request': 'pull-request',
} as const;
type StageName = keyof typeof STAGES;

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-bench-'));

async function time(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  await runWell(program, args, cwd, env);
  return performance.now() - started;
}

/** Returns the commands of the stage's project. They write their program into the folder of the run instead of /tmp. */
function scriptOf(name: StageName): string {
  const { template } = infrastructureOf({
    appName: 'my-app',
    environment: 'dev',
    iac: 'cloudformation',
    promotion: STAGES[name],
  });
  const script = inlineScripts(template).get(name === 'scan gate' ? 'ScanGate' : 'Promote');
  if (!script?.includes('/tmp/program.mjs')) {
    throw new Error(`The commands of the ${name} do not run /tmp/program.mjs: update bench/pipeline.ts`);
  }
  return script.replaceAll('/tmp/program.mjs', './program.mjs');
}

/**
 * Promotes the second of two builds after the first one was deployed. Each run has its own repositories and registry.
 */
class Stage {
  calls = 0;
  private readonly script: string;
  private runs = 0;

  constructor(
    readonly name: StageName,
    private readonly aws: string,
  ) {
    this.script = scriptOf(name);
  }

  async run(): Promise<number> {
    const home = join(folder, this.name.replace(/\W+/g, '-'), String(this.runs++));
    mkdirSync(home, { recursive: true });
    const world = new World(home);
    const [first, second] = world.builds([1, 2]);
    world.commit('my-app-config', { [FILE]: overlay(first.digest) });
    const finding = { name: 'CVE-2026-1', severity: 'LOW', uri: 'https://cve.example' };
    world.ecr.setScan(digestOf(2), basicScan(finding));
    const server = await JsonServer.start({ services: [world.codecommit, world.ecr] });
    try {
      const aws = new CountedAws(home, this.aws, server.url);
      const taken = await time(
        'sh',
        ['-ec', this.script],
        home,
        environmentOf(world, second, this.name, aws.folder, home),
      );
      this.calls = aws.take();
      return taken;
    } finally {
      await server.stop();
    }
  }
}

function environmentOf(world: World, build: Build, name: StageName, bin: string, home: string): NodeJS.ProcessEnv {
  return {
    ...world.env(build, { MODE: STAGES[name] }),
    IMAGE_DIGEST: undefined,
    THRESHOLD: 'high',
    UNSCANNABLE_IMAGES: 'refuse',
    WAIVERS: 'scan-waivers.json',
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

const bareAws = (aws: string) => time(aws, ['--version'], folder, process.env);
const bareNode = () => time(process.execPath, ['-e', '0'], folder, process.env);

/** The minimum time of a stage: a bare `aws` for each of its calls, and a bare Node.js. */
async function floor(aws: string, calls: number): Promise<number> {
  let taken = await bareNode();
  for (let call = 0; call < calls; call++) {
    taken += await bareAws(aws);
  }
  return taken;
}

const milliseconds = (values: readonly number[]) => `${Math.round(median(values))} ms`;
const floorOf = (name: StageName) => `floor of the ${name}`;

function printRows(times: Times, stages: readonly Stage[]): void {
  console.log('| program | `aws` calls | median | floor | ratio to floor |\n| --- | --- | --- | --- | --- |');
  [BARE_AWS, BARE_NODE].forEach((name) => console.log(`| ${name} | | ${milliseconds(times[name])} | | |`));
  for (const { name, calls } of stages) {
    const floors = times[floorOf(name)];
    const ratio = median(times[name].map((taken, round) => taken / floors[round]));
    console.log(
      `| ${name} | ${calls} | ${milliseconds(times[name])} | ${milliseconds(floors)} | ${ratio.toFixed(2)} |`,
    );
    if (ratio > LIMIT) {
      console.error(`\nThe ${name} takes more than ${LIMIT} times as long as its floor.`);
      process.exitCode = 1;
    }
  }
}

export async function benchPipeline(rounds: number): Promise<void> {
  try {
    const aws = findAws();
    const stages = (Object.keys(STAGES) as StageName[]).map((name) => new Stage(name, aws.path));
    const timers: Timers = {
      [BARE_AWS]: () => bareAws(aws.path),
      [BARE_NODE]: bareNode,
      // After its stage, which counts the calls.
      ...Object.fromEntries(
        stages.flatMap((stage) => [
          [stage.name, () => stage.run()],
          [floorOf(stage.name), () => floor(aws.path, stage.calls)],
        ]),
      ),
    };
    const times = await measure(timers, rounds);
    console.log(`${aws.version}, Node.js ${process.version}, ${process.platform} ${process.arch}.\n`);
    printRows(times, stages);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
