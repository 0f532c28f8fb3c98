import { ANSWERS_FILE } from '../answers';
import type { Facts } from '../facts';
import { type Fields, listAt, textAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Resource, ofType } from '../iac/infrastructure';

/** A project of the pipeline and its environment variables. */
export interface Program {
  readonly resource: Resource;
  readonly variables: Fields;
}

/** Returns the projects whose program changes a file of the config repo. */
export function promotersIn({ infrastructure }: Pick<Facts, 'infrastructure'>): Program[] {
  return programsIn({ infrastructure }).filter(
    ({ variables }) => variables.CONFIG_REPOSITORY !== undefined && variables.FILE !== undefined,
  );
}

export function programsIn({ infrastructure }: Pick<Facts, 'infrastructure'>): Program[] {
  return ofType(infrastructure, 'AWS::CodeBuild::Project').map((resource) => {
    const variables = listAt(resource.properties, 'Environment', 'EnvironmentVariables').map(
      ({ Name, Value }): [string, unknown] => [String(Name), Value],
    );
    return { resource, variables: Object.fromEntries(variables) };
  });
}

/** Compares the promotion of the pipeline with the files of the config repo. */
export function promotionProblems(facts: Facts): Finding[] {
  const programs = promotersIn(facts);
  const each = [promotedFile, registries, repositories].flatMap((problems) =>
    programs.flatMap((program) => problems(facts, program)),
  );
  return [...each, ...taskFile(facts)];
}

function promotedFile({ pair, kustomizations }: Facts, { resource, variables }: Program): Finding[] {
  const file = `config/${String(variables.FILE)}`;
  const built = kustomizations.find((candidate) => candidate.file === file);
  if (pair.has('config') && !built) {
    return [
      {
        file: resource.file,
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

/** The tasks "promote" and "app:rollback" must change the same file as the pipeline. */
function taskFile({ pair, kustomizations, answers }: Facts): Finding[] {
  const { OVERLAY, APP_NAME } = answers.config;
  const file = `config/${ANSWERS_FILE}`;
  const built = kustomizations.find(({ folder }) => folder === `config/${OVERLAY}`);
  if (OVERLAY === undefined || !pair.has('config')) return [];
  if (!built) {
    const folders = listOf(kustomizations.map(({ folder }) => folder.slice('config/'.length)));
    return [
      {
        file,
        problem: `OVERLAY is ${OVERLAY}, but the folders that Kustomize builds are ${folders}.`,
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
