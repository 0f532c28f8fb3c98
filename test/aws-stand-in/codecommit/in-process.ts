import { Input, Service } from './service';

/** A call of a generated program: with the names of the AWS CLI and the shapes of the API. */
export type Call = (service: string, operation: string, input: Input) => Promise<object>;

const MOST_PAGES = 1_000;

/**
 * Calls services without a network. `pause` runs before and after each response, so that tests control how calls
 * overlap. Like the AWS CLI, it reads all pages of a list.
 */
export function callInProcess(
  services: Readonly<Record<string, Service>>, pause: () => Promise<void> = async () => undefined,
): Call {
  return async (service, operation, input) => {
    const operationName = operation.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    await pause();
    let all: Input = services[service].answer(operationName, input);
    // Some operations of CodeCommit spell the token with a capital letter.
    const token = () => ['nextToken', 'NextToken'].find((name) => all[name]);
    for (let pages = 1, name = token(); name; pages++, name = token()) {
      if (pages === MOST_PAGES) {
        throw new Error(`${service} ${operation}: still a next page after ${MOST_PAGES}`);
      }
      all = joined(all, services[service].answer(operationName, { ...input, [name]: all[name] }));
    }
    await pause();
    return all;
  };
}

function joined(one: Input, { nextToken, NextToken, ...next }: Input): Input {
  const { nextToken: _read, NextToken: _alsoRead, ...all } = one;
  for (const [key, value] of Object.entries(next)) {
    const both = Array.isArray(value) && Array.isArray(all[key]);
    const objects = key === 'imageScanFindings' && all[key];
    all[key] = both ? [...all[key], ...value] : objects ? joined(all[key], value) : value;
  }
  return { ...all, ...nextToken && { nextToken }, ...NextToken && { NextToken } };
}
