import {
  type AwsEvent, deployed, EVENTS, eventsOf, policiesIn, resourceIn, rulesFor, rulesIn,
} from '../../aws-stand-in';
import type { CloudFormationTemplate, Fields, TemplateResource } from '../cloudformation-template';

/** What triggers what: `Promote -> Trigger`. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The states in CodeBuild's and CodePipeline's events. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  'AWS::CodeBuild::Project': ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'STOPPED'],
  'AWS::CodePipeline::Pipeline': [
    'STARTED', 'SUCCEEDED', 'FAILED', 'STOPPED', 'STOPPING', 'SUPERSEDED', 'RESUMED', 'CANCELED',
  ],
};

/**
 * Each component with what it starts itself (a pipeline its projects), the rules that its runs trigger, and those
 * triggered by events that its role can cause; rules with their targets.
 */
export function triggersIn(template: CloudFormationTemplate): Graph {
  const rules = rulesIn(template);
  const policies = policiesIn(template);
  const running = Object.entries(deployed(template).Resources).filter(([, { Type }]) => STATES[Type]);
  const runs = running.map(([name, { Type, Properties = {} }]): [string, string[]] => {
    const role = resourceIn(
      template.Resources[name].Properties?.[Type === 'AWS::CodeBuild::Project' ? 'ServiceRole' : 'RoleArn'],
    );
    const events = [
      ...STATES[Type].map((state) => stateOf(String(Properties.Name), Type, state)),
      ...eventsOf(policies.filter(({ owner, kind }) => owner === role && kind === 'identity')),
    ];
    const setOff = events.flatMap((event) => rulesFor(event, rules)).map((rule) => rule.name);
    return [name, [...projectsOf(Properties, running), ...setOff]];
  });
  return new Map([...runs, ...rules.map(({ name, targets }): [string, readonly string[]] => [name, targets])]
    .map(([name, followers]) => [name, [...new Set(followers)].sort()]));
}

/** The first cycle, if there is one. */
export function cycleIn(graph: Graph): string[] | undefined {
  const visit = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) {
      return [...path.slice(path.indexOf(name)), name];
    }
    for (const follower of graph.get(name) ?? []) {
      const cycle = visit(follower, [...path, name]);
      if (cycle) {
        return cycle;
      }
    }
    return undefined;
  };
  return [...graph.keys()].map((name) => visit(name, [])).find((cycle) => cycle);
}

function stateOf(name: string, type: string, state: string): AwsEvent {
  const isProject = type === 'AWS::CodeBuild::Project';
  const event = EVENTS[isProject ? 'build-failed' : 'pipeline-failed'];
  return {
    ...event,
    detail: {
      ...event.detail,
      ...(isProject ? { 'project-name': name, 'build-status': state } : { pipeline: name, state }),
    },
  };
}

/** The projects of a pipeline's stages, which it names as they are named in AWS, whichever stack has them. */
function projectsOf({ Stages = [] }: Fields, running: ReadonlyArray<readonly [string, TemplateResource]>): string[] {
  const projects = new Map(
    running.map(([name, { Type, Properties = {} }]) => [`${Type} ${String(Properties.Name)}`, name]),
  );
  return (Stages as Fields[])
    .flatMap(({ Actions }) => Actions as Fields[])
    .map(({ Configuration }) => (Configuration as Fields | undefined)?.ProjectName)
    .flatMap((project) =>
      project === undefined
        ? []
        : [projects.get(`AWS::CodeBuild::Project ${String(project)}`) ?? missing(String(project))],
    );
}

function missing(project: string): never {
  throw new Error(`a stage starts the project ${project}, which no stack has`);
}
