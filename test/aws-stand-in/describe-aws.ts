import { missingForAws } from './programs';

/**
 * `describe` if all programs of the AWS side are installed. Otherwise the tests are skipped, or fail when programs are
 * required.
 */
export function describeAws(name: string, tests: () => void): void {
  const missing = missingForAws();
  if (missing && process.env.REQUIRE_PROGRAMS) {
    throw new Error(missing);
  }
  if (missing) {
    process.stderr.write(`${name}: skipped. ${missing}\n`);
  }
  (missing ? describe.skip : describe)(name, tests);
}
