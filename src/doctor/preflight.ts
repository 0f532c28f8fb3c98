import { answerResults } from './answers';
import { accountResults } from './aws/account';
import { Aws } from './aws/aws';
import { nameResults } from './aws/names';
import { quotaResults } from './aws/quotas';
import { regionResults } from './aws/region';
import { rightResults } from './aws/rights';
import { fileResults } from './files';
import { gitResults } from './git';
import { expectedVersion, programResults, skewResults } from './programs';
import { type Result, problem } from './result';
import type { Subject } from './subject';

/** What the steps from an empty account to the page require, before the first one. */
export async function preflight(
  subject: Subject,
): Promise<{ readonly account: string | undefined; readonly results: Result[] }> {
  const aws = new Aws(subject);
  const [{ account, signedIn, results }, ...others] = await Promise.all([
    accountResults(subject, aws),
    gitResults(subject),
    programResults(subject),
    skewResults(subject.world, expectedVersion(subject)),
  ]);
  // Without credentials, no step can begin.
  const signIn = results.map((result) =>
    result.status === 'not-checked' ? problem('account', 'AWS', result.what, result.fix ?? '') : result,
  );
  const online = signedIn ? await Promise.all([answerResults(subject, aws), accountChecks(subject, aws)]) : [];
  return { account, results: [signIn, fileResults(subject), ...others, ...online].flat() };
}

/** What the account must allow and have room for. */
export async function accountChecks(subject: Subject, aws: Aws): Promise<Result[]> {
  const checks = [regionResults, nameResults, quotaResults, rightResults];
  return (await Promise.all(checks.map((check) => check(subject, aws)))).flat();
}
