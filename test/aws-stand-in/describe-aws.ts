import { missingForAws } from './programs';

/** `describe` where everything is here that the AWS side needs. Elsewhere the tests count as skipped, or as failed where programs are required. */
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
