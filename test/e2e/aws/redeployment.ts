import { accountOf, execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import type { InfrastructureAsCode } from '../../../src/options/enums';
import { describeAws, ORIGIN, pullRequestEvent, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { INFRASTRUCTURE } from '../../verifiers/infrastructure';
import { stepsOf } from '../support/steps';

export const BUILDSPEC = 'buildspec.yml';
/** The only file of the config repo with a fault here. */
export const OVERLAY = 'k8s/overlays/production/kustomization.yaml';

/** A possible mistake, and the message that names it. */
export interface Fault {
  readonly fault: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly named: string | RegExp;
  /** Whether only a new image shows the fault. */
  readonly newImage?: true;
}

/** A kind of infrastructure. */
export interface Infrastructure {
  readonly iac: `${InfrastructureAsCode}`;
  readonly faults: readonly Fault[];
  /** Deploys the pipeline from the current files. */
  readonly redeploy: (pair: Pair, world: World) => Promise<unknown>;
  /** Prepares a new pair. */
  readonly prepare?: (pair: Pair, world: World) => void;
  /**
   * The number of deployments since the first one that changed something.
   *
   * @param output what the newest one printed
   * @default those of the pipeline's stack
   */
  readonly updates?: (pair: Pair, output: string) => Promise<number>;
  /** What this machine lacks. */
  readonly lacking?: () => string | undefined;
}

/** Tests that redeploy a pipeline: unchanged, with a changed answer, and with one mistake in a file each. */
export function testRedeployments(infrastructure: Infrastructure): void {
  const { iac, faults, redeploy, prepare, updates = stackUpdates, lacking } = infrastructure;
  const { engine, needsPackages } = INFRASTRUCTURE[iac].endToEnd;
  describeAws(`a pair that is deployed again (iac: ${iac})`, () => {
    let world: World;
    let pair: Pair;
    const step = stepsOf('aws');

    beforeAll(async () => {
      world = await startWorld();
      pair = await Pair.make(world, { appName: 'shop', iac, prBuilds: false, notify: 'on-call@example.com' });
      prepare?.(pair, world);
      if (needsPackages) {
        await pair.install();
      }
      await pair.deploy();
      mustSucceed(await execute(world, 'shop'));
    });
    afterAll(() => world?.stop());

    test('unchanged', () =>
      step('pipeline:deploy once more', { engine, asserts: 'the stack stays unchanged' }, async () => {
        const output = await pair.task('app', 'pipeline:deploy');
        expect(output).toMatch(/is up to date|no changes/i);
        expect(await updates(pair, output)).toBe(0);
      }));

    test('and installed projen runs tasks', () =>
      step(
        'npx projen pipeline:status, after npm install',
        { engine: 'npm, projen', asserts: 'every stage has succeeded' },
        async () => {
          await pair.well('app', 'npm', 'install', '--no-package-lock', '--no-audit', '--no-fund');
          const table = await pair.well('app', 'npx', 'projen', 'pipeline:status');
          expect(table).toMatch(/Build +\| +Succeeded/);
          expect(table).not.toMatch(/Failed/);
        },
      ));

    test('and shows logs', () =>
      step('pipeline:logs', { engine: 'moto, bash', asserts: 'the task prints the log of the build' }, async () => {
        expect(await pair.task('app', 'pipeline:logs')).toContain('Successfully built');
      }));

    test('with a changed answer', () =>
      step(
        'pipeline:deploy with a changed answer',
        { engine, asserts: 'the stack sends mails to the new address' },
        async () => {
          synthRepo('app', { ...pair.answers, notify: 'somebody-else@example.com' }, pair.folder('app'));
          const output = await pair.task('app', 'pipeline:deploy');
          expect(await updates(pair, output)).toBe(1);
          const { Subscriptions } = await pair.aws('sns', 'list-subscriptions');
          expect(Subscriptions.map(({ Endpoint }: { Endpoint: string }) => Endpoint)).toEqual([
            'somebody-else@example.com',
          ]);
        },
      ));

    test.each(faults)('names the mistake: $fault', (fault) => {
      const asserts = typeof fault.named === 'string' ? fault.named : fault.named.source;
      return step(
        `${iac}: ${fault.fault}`,
        { part: 'mistake', engine: `${engine}, docker, docker-registry`, asserts },
        () => isNamed(fault),
      );
    });

    test('without a mistake, the same checks find none', async () => {
      renew('All is right again');
      await pair.push('app', 'All is right again');
      expect(await outcome()).toMatch(/^Promote Succeeded/);
    });

    async function isNamed({ fault, file, from, to, named, newImage }: Fault): Promise<void> {
      const repo = file === OVERLAY ? 'config' : 'app';
      await pair.promotedImage();
      const right = pair.read(repo, file);
      pair.change(repo, file, from, to);
      if (newImage) {
        renew(fault);
      }
      const isPushed = newImage || [BUILDSPEC, OVERLAY].includes(file);
      if (isPushed) {
        await pair.push(repo, fault);
      }
      try {
        expect(await outcome()).toEqual(
          typeof named === 'string' ? expect.stringContaining(named) : expect.stringMatching(named),
        );
      } finally {
        pair.change(repo, file, /[^]*/, right);
        if (isPushed) {
          await pair.push(repo, `Without ${fault}`);
        }
      }
    }

    /** The outcome of a merge with the current files. */
    async function outcome(): Promise<string> {
      await redeploy(pair, world);
      const commit = await pair.head('app');
      const facts = {
        repository: 'shop', id: '1', source: 'x', destination: 'main', sourceCommit: commit, destinationCommit: commit,
      };
      return accountOf(world, pullRequestEvent('pullRequestMergeStatusUpdated', facts, ORIGIN));
    }

    /** Changes the source so that the next image differs. */
    function renew(why: string): void {
      pair.change('app', 'server.js', /^const http/m, `// ${why}\nconst http`);
    }
  }, lacking);
}

/** The number of updates of the pipeline's stack. */
async function stackUpdates(pair: Pair): Promise<number> {
  const { StackEvents } = await pair.aws('cloudformation', 'describe-stack-events', '--stack-name', 'shop-pipeline');
  return StackEvents.filter(
    (event: { ResourceType: string; ResourceStatus: string }) =>
      event.ResourceType === 'AWS::CloudFormation::Stack' && event.ResourceStatus === 'UPDATE_COMPLETE',
  ).length;
}
