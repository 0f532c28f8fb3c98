import { missingForAws } from './programs';

/**
 * `describe` if all programs of the AWS side are installed, and those that `lacking` looks for. Otherwise the tests are
 * skipped, or fail when programs are required.
 */
export function describeAws(
  name: string,
  tests: () => void,
  lacking: () => string | undefined = () => undefined,
): void {
  const missing = missingForAws() ?? lacking();
  if (missing && process.env.REQUIRE_PROGRAMS) {
    throw new Error(missing);
  }
  if (missing) {
    process.stderr.write(`${name}: skipped. ${missing}\n`);
  }
  (missing ? describe.skip : describe)(name, tests);
}
