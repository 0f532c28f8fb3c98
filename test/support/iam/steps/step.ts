import type { ResolvedOptions } from '../../../../src/options/resolved-options';
import { arnIn, type Context, type IamCall, PLACE } from '../../../aws-stand-in';
import type { CloudFormationTemplate } from '../../cloudformation-template';

/** Calls that something does or must not be able to do. */
export interface Step {
  /** What fails where a call of it is not allowed, in words that follow "the step": `push the image`. */
  readonly name: string;
  /** How it is known that these calls are made. */
  readonly source: string;
  readonly calls: readonly IamCall[];
  readonly must: 'succeed' | 'be refused';
}

/** What the calls of a system depend on. */
export class World {
  readonly appRepository: string;
  readonly configRepository: string;
  /** The branch that is built, and that Argo CD follows, as a reference. */
  readonly branch: string;

  constructor(readonly options: ResolvedOptions, private readonly template: CloudFormationTemplate) {
    this.appRepository = `arn:${PLACE.partition}:codecommit:${PLACE.region}:${PLACE.account}:${options.appName}`;
    this.configRepository = `arn:${PLACE.partition}:codecommit:${PLACE.region}:${PLACE.account}:${options.configRepoName}`;
    this.branch = `refs/heads/${options.defaultBranch}`;
  }

  /** Whether the system has a resource of that logical id. */
  has(name: string): boolean {
    return Object.hasOwn(this.template.Resources, name);
  }

  /** The logical ids of all resources of a type. */
  all(type: string): string[] {
    return Object.entries(this.template.Resources).filter(([, { Type }]) => Type === type).map(([name]) => name);
  }

  /** What the logical id stands for. */
  arn(name: string): string {
    return arnIn(this.template, name);
  }
}

/** One call of each action. */
export function calls(caller: string, actions: readonly string[], resource: string, context?: Context): IamCall[] {
  return actions.map((action) => ({ caller, action, resource, ...(context ? { context } : {}) }));
}

/** A step that must work. */
export function step(name: string, source: string, ...groups: ReadonlyArray<readonly IamCall[]>): Step {
  return { name, source, calls: groups.flat(), must: 'succeed' };
}

/** A step that nobody may be able to take. */
export function refusal(name: string, source: string, ...groups: ReadonlyArray<readonly IamCall[]>): Step {
  return { name, source, calls: groups.flat(), must: 'be refused' };
}
