import { missingForAws } from './programs';

/**
 * `describe` if all programs of the AWS side are installed. Otherwise the tests are skipped, or fail when programs are
 * required.
 *
 * @param lacking what else is missing, and cannot be installed everywhere: without it, the tests are skipped
 */
export function describeAws(
  name: string,
  tests: () => void,
  lacking: () => string | undefined = () => undefined,
): void {
  const missing = missingForAws();
  if (missing && process.env.REQUIRE_PROGRAMS) {
    throw new Error(missing);
  }
  const reason = missing ?? lacking();
  if (reason) {
    process.stderr.write(`${name}: skipped. ${reason}\n`);
  }
  (reason ? describe.skip : describe)(name, tests);
}
