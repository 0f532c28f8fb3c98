import { mismatch } from './match';
import { type TargetInput, targetInput } from './target-input';
import type { Moto } from '../api/moto';
import type { Session, Sessions, Wish } from '../iam/sessions';
import { ANY, type Known, onlyKnown } from '../only-known';

/** An event of EventBridge. */
export interface BusEvent {
  readonly 'source': string;
  readonly 'detail-type': string;
  readonly 'detail': Readonly<Record<string, unknown>>;
  readonly 'resources': readonly string[];
}

/** A rule that fired, with the input of one of its targets. */
export interface Delivery {
  readonly rule: string;
  readonly target: string;
  readonly input: unknown;
  /** The result of the target. */
  readonly result: unknown;
}

/** A kind of target. */
export interface TargetKind {
  /** The prefix of the ARNs of such targets. */
  readonly service: string;
  readonly wish?: (arn: string) => Wish;
  readonly start: (arn: string, input: unknown, session: Session | undefined) => Promise<unknown>;
}

interface Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
}

interface Target extends TargetInput {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
}

const TARGET: Known = {
  Id: ANY,
  Arn: ANY,
  RoleArn: ANY,
  Input: ANY,
  InputPath: ANY,
  InputTransformer: { InputPathsMap: ANY, InputTemplate: ANY },
};

/** EventBridge: the deployed rules determine the targets of an event. */
export class EventBus {
  constructor(
    private readonly moto: Moto, private readonly sessions: Sessions, private readonly kinds: readonly TargetKind[],
  ) {}

  /** Delivers an event to every rule and waits for its targets. */
  async deliver(event: BusEvent): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const rule of await this.rules()) {
      if (!mismatch(JSON.parse(rule.EventPattern!), event)) {
        deliveries.push(...await this.startTargets(rule, event));
      }
    }
    return deliveries;
  }

  /**
   * Starts the targets of all rules with this schedule.
   * Source: the EventBridge user guide, "Creating a rule that runs on a schedule".
   */
  async elapse(schedule: string): Promise<Delivery[]> {
    const all = await this.enabledRules();
    const deliveries: Delivery[] = [];
    for (const rule of all.filter(({ ScheduleExpression }) => ScheduleExpression === schedule)) {
      const event = { 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'detail': {}, 'resources': [rule.Arn] };
      deliveries.push(...await this.startTargets(rule, event));
    }
    return deliveries;
  }

  private async startTargets({ Name }: Rule, event: BusEvent): Promise<Delivery[]> {
    const { Targets } = (await this.moto.json('events', 'ListTargetsByRule', { Rule: Name })) as { Targets: Target[] };
    const deliveries: Delivery[] = [];
    for (const target of Targets) {
      onlyKnown('EventBridge', `the target ${target.Arn} of ${Name}`, target, TARGET);
      const input = targetInput(target, event);
      deliveries.push({ rule: Name, target: target.Arn, input, result: await this.start(target, input) });
    }
    return deliveries;
  }

  /** Explains in a message why each rule does not fire for an event. */
  async explain(event: BusEvent): Promise<string> {
    const rules = await this.rules();
    return rules.map(({ Name, EventPattern }) => {
      const found = mismatch(JSON.parse(EventPattern!), event);
      return `${Name}: ${found ? `${found.path}: ${found.problem}` : 'fires'}`;
    }).join('\n') || 'there are no rules';
  }

  private async rules(): Promise<Rule[]> {
    return (await this.enabledRules()).filter(({ EventPattern }) => EventPattern);
  }

  private async enabledRules(): Promise<Rule[]> {
    const { Rules } = await this.moto.json('events', 'ListRules', {}) as { Rules: Rule[] };
    return Rules.filter(({ State }) => State !== 'DISABLED');
  }

  private async start({ Arn, RoleArn }: Target, input: unknown): Promise<unknown> {
    const kind = this.kinds.find(({ service }) => Arn.split(':')[2] === service);
    if (!kind) {
      throw new Error(
        `A rule has the target ${Arn}, which test/aws-stand-in/events/bus.ts does not know. Add its kind.`,
      );
    }
    const session = RoleArn ? await this.sessions.assume(RoleArn, 'events.amazonaws.com', 'event') : undefined;
    if (kind.wish) {
      if (!session) {
        throw new Error(`The target ${Arn} has no role: EventBridge needs one to start it.`);
      }
      await session.require(kind.wish(Arn));
    }
    return kind.start(Arn, input, session);
  }
}
