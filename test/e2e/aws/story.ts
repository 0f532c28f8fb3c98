import { isOfPromotion, mustSucceed } from './outcome';
import { pageOf } from './page';
import type { Pair } from './pair';
import { imagesOf, openPullRequest, promoteTo } from './person';
import { passableScan, UNSCANNABLE } from './scans';
import type { InfrastructureAsCode } from '../../../src/options/enums';
import {
  branchEvent, type BusEvent, ORIGIN, pullRequestEvent, type PullRequestFacts, type World,
} from '../../aws-stand-in';
import { INFRASTRUCTURE } from '../../verifiers/infrastructure';
import { type Step, stepsOf } from '../support/steps';

/** A user's steps with a pair, each checked and recorded. */
export class Story {
  private readonly step: Step;
  private readonly callsBefore: number;
  constructor(private readonly world: World, readonly pair: Pair) {
    this.step = (title, proof, run) => stepsOf('aws')(`${pair.name}: ${title}`, proof, run);
    this.callsBefore = world.calls.length;
  }

  /** The engines of the deploy tasks. */
  private get stackEngine(): string {
    const { engine } = INFRASTRUCTURE[this.pair.options.iac as InfrastructureAsCode].endToEnd;
    return this.pair.variables.TERRAFORM === undefined ? engine : engine.replace('terraform', 'tofu');
  }

  installation(): Promise<void> {
    return this.step('npm install', { engine: 'npm', asserts: 'the lock file exists and is committed' }, async () => {
      await this.pair.install();
      expect(await this.pair.well('app', 'git', 'ls-files', 'package-lock.json', 'node_modules')).toBe(
        'package-lock.json\n',
      );
    });
  }

  deployment(): Promise<void> {
    return this.step(
      'repos:deploy, repos:push, pipeline:deploy',
      { engine: this.stackEngine, asserts: 'the tasks succeed' },
      async () => {
        await this.pair.deploy();
        if (this.pair.options.iac === 'terraform') {
          expect(await this.pair.task('app', 'infra:plan')).toContain('No changes.');
          return;
        }
        const { Stacks } = await this.pair.aws('cloudformation', 'describe-stacks');
        expect(
          Stacks.map((stack: { StackStatus: string }) => stack.StackStatus).filter(
            (status: string) => status !== 'CREATE_COMPLETE',
          ),
        ).toEqual([]);
      },
    );
  }

  /** Returns the image of the last environment. */
  firstImage(): Promise<string> {
    return this.step(
      'the first image',
      { engine: 'docker, docker-registry', asserts: 'the promoted digest runs and shows a deepskyblue page' },
      async () => {
        this.world.meanwhile.scan =
          this.pair.answers.unscannableImages === 'accept' ? UNSCANNABLE : passableScan(this.pair.answers);
        if (this.pair.answers.trigger === 'commit') {
          await this.startOnce(
            branchEvent(this.pair.name, this.pair.branch, await this.pair.head('app'), undefined, ORIGIN),
          );
        } else {
          await this.pair.task('app', 'pipeline:run');
        }
        return this.deployedImage('deepskyblue');
      },
    );
  }

  /** Opens a pull request with another color and merges it. Returns the new image. */
  changeOfColor(): Promise<string> {
    return this.step(
      'a pull request with another color',
      {
        engine: 'git, docker, docker-registry',
        asserts: 'the merge event starts one execution; the promoted digest then shows a lightskyblue page',
      },
      async () => {
        this.world.meanwhile.scan = passableScan(this.pair.answers);
        const pr = await openPullRequest(this.pair);
        await this.pullRequestIsBuilt(pr);
        await this.pair.aws(
          'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', pr.id, '--repository-name',
          this.pair.name,
        );
        await this.pair.well('app', 'git', 'checkout', '--quiet', this.pair.branch);
        await this.pair.well('app', 'git', 'pull', '--quiet', '--ff-only', 'origin', this.pair.branch);
        await this.startOnce(
          pullRequestEvent('pullRequestMergeStatusUpdated', pr, ORIGIN),
          branchEvent(this.pair.name, this.pair.branch, pr.sourceCommit, pr.destinationCommit, ORIGIN),
        );
        return this.deployedImage('lightskyblue');
      },
    );
  }

  rollback(first: string): Promise<void> {
    return this.step(
      'app:rollback',
      { engine: 'git, bash', asserts: 'the last environment has the first image again; the others do not change' },
      async () => {
        const last = this.pair.environments.slice(-1)[0];
        const others = this.pair.environments.slice(0, -1);
        const before = await imagesOf(this.pair, others);
        await this.pair.task('config', 'app:rollback', ...others.length > 0 ? ['--env', last.environment] : []);
        expect(await this.pair.promotedImage(last)).toBe(first);
        expect(await imagesOf(this.pair, others)).toEqual(before);
      },
    );
  }

  /** Checks every call by a role of the pair. */
  rolesStayedWithin(): Promise<void> {
    return this.step(
      'calls of the roles',
      { engine: 'our IAM', asserts: 'IAM refused no call, and only the promotion accessed the config repo' },
      async () => {
        const calls = this.world.calls
          .slice(this.callsBefore)
          .filter(({ caller }) => caller.startsWith('assumed-role/'));
        expect(calls.length).toBeGreaterThan(20);
        expect(
          calls
            .filter(({ refused }) => refused)
            .map(({ caller, service, operation }) => `${caller} ${service}:${operation}`),
        ).toEqual([]);
        const about = calls.filter((call) => isOfPromotion(this.pair, call));
        // Without the end of its name, which CloudFormation or Terraform makes up, and without the session.
        const touching = about.map(({ caller }) => caller.replace(/-(?:[A-Z0-9]+|[0-9a-f]{26})\/.*/, ''));
        expect([...new Set(touching)]).toEqual(
          this.pair.environments.every(({ promotion }) => promotion === 'manual') ? [] : [expect.stringMatching(/promote/i)],
        );
      },
    );
  }

  end(): Promise<void> {
    return this.step(
      'pipeline:delete, repos:delete',
      { engine: 'moto, bash', asserts: 'the stacks are gone; the repositories remain, and so do retained images' },
      async () => {
        await this.pair.task('app', 'pipeline:delete', '--yes');
        await this.pair.task('app', 'repos:delete', '--yes');
        expect((await this.pair.aws('cloudformation', 'describe-stacks')).Stacks).toEqual([]);
        const { repositories } = await this.pair.aws('codecommit', 'list-repositories');
        const names = repositories.map(({ repositoryName }: { repositoryName: string }) => repositoryName);
        expect(names).toEqual(expect.arrayContaining([this.pair.name, this.pair.configName]));
        const registry = await this.pair.aws('ecr', 'describe-repositories');
        const kept = registry.repositories.some(
          (images: { repositoryName: string }) => images.repositoryName === this.pair.name,
        );
        expect(kept).toBe(this.pair.answers.retainData === true);
      },
    );
  }

  /** The image of all environments after the newest execution, once its page has shown that color. */
  private async deployedImage(color: string): Promise<string> {
    mustSucceed(await this.world.pipelines.newest());
    for (const environment of this.pair.environments) {
      await promoteTo(this.pair, environment);
    }
    const [image, ...others] = await imagesOf(this.pair, this.pair.environments);
    expect(others).toEqual(others.map(() => image));
    expect(await pageOf(this.pair, image)).toContain(`background-color: ${color};`);
    return image;
  }

  private async pullRequestIsBuilt(pr: PullRequestFacts): Promise<void> {
    const events = [
      branchEvent(this.pair.name, pr.source, pr.sourceCommit, undefined, ORIGIN),
      pullRequestEvent('pullRequestCreated', pr, ORIGIN),
    ];
    if (this.pair.answers.prBuilds === false) {
      expect(await this.started(events)).toEqual([]);
      return;
    }
    await this.startOnce(...events);
    const name = `${this.pair.name}-pull-request`;
    const [build] = this.world.builds.all.filter(
      ({ project, sourceVersion }) => project === name && sourceVersion === pr.sourceCommit,
    );
    if (build.status !== 'SUCCEEDED') {
      throw new Error(`${build.problem}\n${build.log}`);
    }
    const { commentsForPullRequestData } = await this.pair.aws(
      'codecommit', 'get-comments-for-pull-request', '--pull-request-id', pr.id,
    );
    const comments = commentsForPullRequestData.flatMap((part: { comments: { content: string }[] }) =>
      part.comments.map(({ content }) => content),
    );
    expect(comments).toEqual([expect.stringMatching(/succeeded|passed/i)]);
  }

  /** Delivers all of CodeCommit's events of a change, which together must start one execution. */
  private async startOnce(...events: readonly BusEvent[]): Promise<void> {
    const started = await this.started(events);
    if (started.length !== 1) {
      const reasons = await Promise.all(
        events.map(async (event) => `${event['detail-type']}\n${await this.world.bus.explain(event)}`),
      );
      throw new Error(`[${started.join(', ')}] were started, and not one thing:\n${reasons.join('\n')}`);
    }
  }

  /** The targets that events start, one event after the other. */
  private async started(events: readonly BusEvent[]): Promise<string[]> {
    const started: string[] = [];
    for (const event of events) {
      started.push(...(await this.world.bus.deliver(event)).map(({ target }) => target));
    }
    return started;
  }
}
