import type { TaskEnvironment } from '../environments';
import type { Facts } from '../facts';
import { type Fields, isFields, listAt, textAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Infrastructure, type Resource, ofType } from '../iac/infrastructure';

/** A project of the pipeline and its environment variables. */
export interface Program {
  readonly resource: Resource;
  readonly variables: Fields;
  /** Where FILE is set: in the project, or in a stage. */
  readonly file: string;
}

/** Returns the projects whose program changes a file of the config repo. */
export function promotersIn({ infrastructure }: Pick<Facts, 'infrastructure'>): Program[] {
  return programsIn({ infrastructure })
    .flatMap((program) => program.variables.FILE === undefined ? inStages(infrastructure, program) : [program])
    .filter(({ variables }) => repositoryOf(variables) !== undefined && variables.FILE !== undefined);
}

/** The repository with the file. */
export function repositoryOf({ CONFIG_REPOSITORY, APP_REPOSITORY }: Fields): string | undefined {
  const name = CONFIG_REPOSITORY ?? APP_REPOSITORY;
  return name === undefined ? undefined : String(name);
}

/** The branch with the file. In a single repository, the program takes it from the folder of the file. */
export function branchOf({ BRANCH, FILE }: Fields): string {
  return String(BRANCH ?? `deploy/${String(FILE).split('/').at(-2)}`);
}

/** The branch that the tasks change for the overlay in a folder; for any overlay, without one. */
export function branchOfTasks({ environments, answers }: Facts, folder?: string): string | undefined {
  return environments.find(({ overlay }) => `config/${overlay}` === folder)?.branch
    ?? answers.config.STATE_BRANCH ?? answers.config.BRANCH;
}

/** A project that several stages run, with the variables of each stage. */
function inStages(infrastructure: Infrastructure, { resource, variables }: Program): Program[] {
  return ofType(infrastructure, 'AWS::CodePipeline::Pipeline').flatMap(({ file, properties }) =>
    listAt(properties, 'Stages')
      .flatMap((stage) => listAt(stage, 'Actions'))
      .filter((action) => textAt(action, 'Configuration', 'ProjectName') === resource.name)
      .map((action) => ({ resource, file, variables: { ...variables, ...variablesOf(action) } })));
}

function variablesOf(action: Fields): Fields {
  let list: unknown;
  try {
    list = JSON.parse(textAt(action, 'Configuration', 'EnvironmentVariables') ?? '[]');
  } catch {
    return {};
  }
  const variables = Array.isArray(list) ? list.filter(isFields) : [];
  return Object.fromEntries(variables.map(({ name, value }) => [String(name), value]));
}

export function programsIn({ infrastructure }: Pick<Facts, 'infrastructure'>): Program[] {
  return ofType(infrastructure, 'AWS::CodeBuild::Project').map((resource) => {
    const variables = listAt(resource.properties, 'Environment', 'EnvironmentVariables').map(
      ({ Name, Value }): [string, unknown] => [String(Name), Value],
    );
    return { resource, file: resource.file, variables: Object.fromEntries(variables) };
  });
}

/** Compares the promotion of the pipeline with the files of the config repo. */
export function promotionProblems(facts: Facts): Finding[] {
  const programs = promotersIn(facts);
  const each = [promotedFile, registries, repositories].flatMap((problems) =>
    programs.flatMap((program) => problems(facts, program)),
  );
  const files = facts.environments.flatMap((environment) => taskFile(facts, environment));
  return [...each, ...order(facts, programs), ...files];
}

function promotedFile({ pair, kustomizations }: Facts, { resource, variables, file: place }: Program): Finding[] {
  const file = `config/${String(variables.FILE)}`;
  const built = kustomizations.find((candidate) => candidate.file === file);
  if (pair.has('config') && !built) {
    return [
      {
        file: place,
        problem: `${resource.id}: the pipeline promotes into FILE ${String(variables.FILE)}, but the config repo has ${listOf(kustomizations.map((each) => each.file))}.`,
        fix: 'Set FILE to the kustomization.yaml of the environment.',
      },
    ];
  }
  const images = listAt(built?.value, 'images').map(({ name }) => name);
  return !built || images.includes(variables.IMAGE_NAME)
    ? []
    : [{
      file: resource.file,
      problem: `${resource.id}: the pipeline promotes IMAGE_NAME ${JSON.stringify(variables.IMAGE_NAME)}, but images in ${file} has ${listOf(images)}.`,
      fix: 'Use the same image name in both places.',
    }];
}

/** The overlay must use the registry that the pipeline pushes to. */
function registries({ kustomizations, answers }: Facts, { variables }: Program): Finding[] {
  const built = kustomizations.find(({ file }) => file === `config/${String(variables.FILE)}`);
  const repository = /\.dkr\.ecr\.[^/]+\/(.+)$/.exec(String(variables.IMAGE_REPOSITORY))?.[1];
  const newName = textAt(listAt(built?.value, 'images').find(({ name }) => name === variables.IMAGE_NAME), 'newName');
  const [, region, name] = /^\d{12}\.dkr\.ecr\.([\w-]+)\.[\w.]+\/(.+)$/.exec(newName ?? '') ?? [];
  const { REGION } = answers.app;
  if (!built || newName === undefined || repository === undefined) return [];
  return name === repository && (REGION === undefined || region === REGION)
    ? []
    : [{
      file: built.file,
      problem: `images: newName ${newName} is not the registry that the pipeline pushes to: ECR repository ${JSON.stringify(repository)} in ${REGION ?? 'its region'}.`,
      fix: 'Run "npx projen promote" in the config repo, which writes the URI of that repository.',
    }];
}

/** The program must read and write the CodeCommit repositories of the pair. */
function repositories({ infrastructure }: Facts, { resource, variables }: Program): Finding[] {
  const names = ofType(infrastructure, 'AWS::CodeCommit::Repository').map(({ name }) => name);
  return ['APP_REPOSITORY', 'CONFIG_REPOSITORY']
    .filter((variable) => variables[variable] !== undefined && names.length > 0)
    .filter((variable) => !names.includes(String(variables[variable])))
    .map((variable) => ({
      file: resource.file,
      problem: `${resource.id}: ${variable} is ${JSON.stringify(variables[variable])}, but the repositories are ${listOf(names)}.`,
      fix: `Set ${variable} to the name of one of these repositories.`,
    }));
}

/** An environment must take only images that the one before it has, as the tasks see their order. */
function order({ environments }: Facts, programs: readonly Program[]): Finding[] {
  return environments.filter(({ previous }) => previous !== undefined).flatMap(({ overlay, previous, file }) => {
    const program = programs.find(({ variables }) => variables.FILE === `${overlay}/kustomization.yaml`);
    const expected = `k8s/overlays/${previous}/kustomization.yaml`;
    return program === undefined || program.variables.PREVIOUS === expected
      ? []
      : [{
        file: program.file,
        problem: `${program.resource.id}: the pipeline promotes from ${JSON.stringify(program.variables.PREVIOUS ?? 'no environment')} into `
          + `${overlay}, but the environment before it is ${previous} (${file}).`,
        fix: 'Give both repositories the same environments in .projenrc.json, and run "npx projen" in both.',
      }];
  });
}

/** The tasks "promote" and "app:rollback" must change the same file as the pipeline. */
function taskFile({ kustomizations, answers }: Facts, { overlay, file }: TaskEnvironment): Finding[] {
  const { APP_NAME } = answers.config;
  const built = kustomizations.find(({ folder }) => folder === `config/${overlay}`);
  if (!built) {
    const folders = listOf(kustomizations.map(({ folder }) => folder.slice('config/'.length)));
    return [
      {
        file,
        problem: `OVERLAY is ${overlay}, but the folders that Kustomize builds are ${folders}.`,
        fix: 'Set OVERLAY to the folder of the environment.',
      },
    ];
  }
  const images = listAt(built.value, 'images').map(({ name }) => name);
  return APP_NAME === undefined || images.includes(APP_NAME)
    ? []
    : [{
      file: built.file,
      problem: `images has ${listOf(images)}, but the tasks promote and app:rollback change ${JSON.stringify(APP_NAME)} (${file}).`,
      fix: `Name the image ${APP_NAME} here and in the Deployment.`,
    }];
}
