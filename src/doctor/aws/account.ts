import type { Aws } from './aws';
import { type Result, notChecked, ok, problem } from '../result';
import type { Subject } from '../subject';
import { failed } from '../world';

const SIGN_IN = 'aws login, aws sso login, or aws configure';

/** Checks that the credentials belong to the account in `accountId`. */
export async function accountResults(
  { options }: Subject,
  aws: Aws,
): Promise<{ readonly account?: string; readonly signedIn: boolean; readonly results: Result[] }> {
  const answer = await aws.call('sts', 'get-caller-identity', '--query', 'Account', '--output', 'text');
  if (failed(answer)) {
    return {
      signedIn: false, results: [notChecked('account', `No valid AWS credentials: ${answer.problem}`, SIGN_IN)],
    };
  }
  const account = answer.text.trim();
  const isRight = options.accountId === '' || options.accountId === account;
  return {
    account,
    signedIn: isRight,
    results: [
      isRight
        ? ok('account', `You are signed in to account ${account}; the tasks use ${options.region}.`)
        : problem(
          'account', '.projenrc.json',
          `You are signed in to account ${account}, but accountId is ${options.accountId}.`,
          `Sign in to ${options.accountId}: ${SIGN_IN}`,
        ),
    ],
  };
}
