import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { BadInput } from './io';
import type { Answers } from '../options/option';
import { givenAnswers } from '../project/answers';

/**
 * Reads answers from a JSON or YAML file, for example from the `.projenrc.json` of a generated repository.
 *
 * @throws BadInput if the file cannot be read or does not contain an object
 */
export function readAnswersFile(path: string, cwd: string): Answers {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new BadInput(`--answers ${path} cannot be read: ${(error as Error).message}`);
  }
  let answers: unknown;
  try {
    answers = parse(text);
  } catch (error) {
    throw new BadInput(`--answers ${path} is neither JSON nor YAML: ${(error as Error).message}`);
  }
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    throw new BadInput(`--answers ${path} must contain one object whose fields are options`);
  }
  return givenAnswers(answers);
}
