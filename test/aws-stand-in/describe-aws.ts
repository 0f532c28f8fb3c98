import { missingForAws } from './programs';

/** In the name of a test whose program cannot be installed everywhere. CI counts it as skipped, not as failed. */
const CANNOT_RUN_HERE = 'cannot run on this machine';

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
  const lacks = missing ? undefined : lacking();
  const reason = missing ?? lacks;
  if (reason) {
    process.stderr.write(`${name}: skipped. ${reason}\n`);
  }
  (reason ? describe.skip : describe)(lacks ? `${name} (${CANNOT_RUN_HERE})` : name, tests);
}
