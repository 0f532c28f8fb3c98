import type { ResolvedOptions } from '../../../../src/options/resolved-options';
import { arnIn, type Context, type IamCall, PLACE } from '../../../aws-stand-in';
import type { CloudFormationTemplate } from '../../cloudformation-template';

/** Calls that a principal makes or must not be able to make. */
export interface Step {
  /** The step in words: `push the image`. */
  readonly name: string;
  /** The source for these calls. */
  readonly source: string;
  readonly calls: readonly IamCall[];
  readonly must: 'succeed' | 'be refused';
}

/** The properties of a system that its calls depend on. */
export class World {
  readonly appRepository: string;
  readonly configRepository: string;
  /** The reference of the branch that the pipeline builds and Argo CD follows. */
  readonly branch: string;

  constructor(readonly options: ResolvedOptions, private readonly template: CloudFormationTemplate) {
    this.appRepository = `arn:${PLACE.partition}:codecommit:${PLACE.region}:${PLACE.account}:${options.appName}`;
    this.configRepository = `arn:${PLACE.partition}:codecommit:${PLACE.region}:${PLACE.account}:${options.configRepoName}`;
    this.branch = `refs/heads/${options.defaultBranch}`;
  }

  /** Whether one repository has the sources and the manifests. */
  get isSingle(): boolean {
    return this.options.layout === 'single';
  }

  /** Whether the system has a resource with that logical ID. */
  has(name: string): boolean {
    return Object.hasOwn(this.template.Resources, name);
  }

  /** The logical ids of all resources of a type. */
  all(type: string): string[] {
    return Object.entries(this.template.Resources).filter(([, { Type }]) => Type === type).map(([name]) => name);
  }

  /** The ARN of a logical ID. */
  arn(name: string): string {
    return arnIn(this.template, name);
  }
}

/** One call of each action. */
export function calls(caller: string, actions: readonly string[], resource: string, context?: Context): IamCall[] {
  return actions.map((action) => ({ caller, action, resource, ...(context ? { context } : {}) }));
}

/** A step that must succeed. */
export function step(name: string, source: string, ...groups: ReadonlyArray<readonly IamCall[]>): Step {
  return { name, source, calls: groups.flat(), must: 'succeed' };
}

/** A step that every principal must be refused. */
export function refusal(name: string, source: string, ...groups: ReadonlyArray<readonly IamCall[]>): Step {
  return { name, source, calls: groups.flat(), must: 'be refused' };
}
