import { posix } from 'node:path';
import { answersIn } from '../answers';
import { isFields } from '../fields';
import type { Reader } from './stack';

const TEMPLATES = /^app\/infra\/[^/]+\.ya?ml$/;

/** Reads the templates that the tasks deploy. */
export const cloudformation: Reader = {
  isUsed: (pair) => pair.names(TEMPLATES).length > 0,
  stacks: (pair) =>
    pair.names(TEMPLATES).flatMap((file) => {
      const name = posix.basename(file).replace(/\.ya?ml$/, '');
      const { APP_NAME, [`${name.toUpperCase().replaceAll('-', '_')}_STACK`]: stackName } = answersIn(pair, 'app');
      return pair
        .documents(file)
        .filter(isFields)
        .map((template) => ({ name: stackName ?? `${APP_NAME}-${name}`, template, fileOf: () => file }));
    }),
  unchecked: () => [],
};
