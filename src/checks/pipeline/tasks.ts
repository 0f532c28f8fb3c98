import { ANSWERS_FILE } from '../answers';
import type { Facts } from '../facts';
import { type Finding, listOf } from '../finding';
import { namesOf } from '../iac/arn';

/** The constants of the tasks that contain resource names, and the resource types. */
const NAMES: Readonly<Record<string, string>> = {
  APP_REPO: 'AWS::CodeCommit::Repository',
  CONFIG_REPO: 'AWS::CodeCommit::Repository',
  IMAGES: 'AWS::ECR::Repository',
  PIPELINE: 'AWS::CodePipeline::Pipeline',
};

/**
 * Compares the resource names in the tasks with those in the stacks. Both repositories must have the same constants.
 */
export function taskProblems({ answers, infrastructure }: Facts): Finding[] {
  const wrongNames = (['app', 'config'] as const).flatMap((repo) =>
    Object.entries(NAMES).flatMap(([constant, type]) => {
      const [value, names] = [answers[repo][constant], namesOf(type, infrastructure.resources)];
      return value === undefined || names.length === 0 || names.includes(value)
        ? []
        : [{
          file: `${repo}/${ANSWERS_FILE}`,
          problem: `${constant} is ${JSON.stringify(value)}, but the stacks have ${type} ${listOf(names)}.`,
          fix: `Set ${constant} to the name of the resource.`,
        }];
    }),
  );
  const different = Object.keys(answers.app)
    .filter((name) => name !== 'THIS_REPO_URL' && answers.config[name] !== undefined)
    .filter((name) => answers.app[name] !== answers.config[name]);
  return [
    ...wrongNames,
    ...different.map((name) => ({
      file: `config/${ANSWERS_FILE}`,
      problem: `${name} is ${JSON.stringify(answers.config[name])}, but ${JSON.stringify(answers.app[name])} in the app repo.`,
      fix: 'Give both repositories the same answers in .projenrc.json, and run "npx projen" in both.',
    })),
  ];
}
