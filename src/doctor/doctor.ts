import { answerResults } from './answers';
import { accountResults } from './aws/account';
import { Aws } from './aws/aws';
import { stackResults } from './aws/stacks';
import { clusterResults } from './cluster';
import { fileResults } from './files';
import { accountChecks } from './preflight';
import { expectedVersion, programResults, skewResults } from './programs';
import { EXIT, type Result, exitCode, jsonReport, notChecked, textReport } from './result';
import { CannotRun, type Subject, isSingle, readSubject } from './subject';
import { supportResults } from './support';
import type { World } from './world';
import { inWordsOfLayout } from '../options/layout-words';
import { OptionsError } from '../options/problem';
import { inWordsOf } from '../package-managers/words';

const HELP = `Checks the rendered files, the programs on this machine, and the deployed resources.

  npx projen doctor [--offline] [--json]

  --offline   skips the checks that connect to AWS or the cluster
  --json      prints one JSON object on standard output

Exit codes: 0 no problems, 1 problems, 2 the checks could not run. projen itself exits with 1 for every code but 0.
`;

/** Runs every check. Returns the exit code. */
export async function doctor(world: World): Promise<number> {
  const unknown = world.args.filter((arg) => !['--offline', '--json', '--help'].includes(arg));
  if (unknown.length > 0) {
    world.say(`Unknown flags: ${unknown.join(' ')}. Supported flags: --offline, --json, --help.`);
    return EXIT.failed;
  }
  if (world.args.includes('--help')) {
    world.out(HELP);
    return EXIT.clean;
  }
  let subject: Subject;
  try {
    subject = readSubject(world);
  } catch (error) {
    if (!(error instanceof CannotRun || error instanceof OptionsError)) {
      throw error;
    }
    world.say(error.message);
    return EXIT.failed;
  }
  const { packageManager, layout } = subject.options;
  const inWords = (text: string) => inWordsOf(packageManager, inWordsOfLayout(layout, text));
  const results = (await resultsOf(subject, world.args.includes('--offline'))).map(({ what, fix, ...result }) => ({
    ...result,
    what: inWords(what),
    ...fix !== undefined && { fix: inWords(fix) },
  }));
  world.out(world.args.includes('--json') ? jsonReport(isSingle(subject) ? 'single' : subject.repo, results) : `${textReport(results)}\n`);
  results.filter(({ status }) => status === 'warning')
    .forEach(({ what, fix }) => world.say(`Warning: ${what} ${fix}`));
  return exitCode(results);
}

async function resultsOf(subject: Subject, offline: boolean): Promise<Result[]> {
  const local = [fileResults(subject), supportResults(subject), programResults(subject)];
  if (offline) {
    const skipped = (['account', 'stacks', 'cluster'] as const).map((check) =>
      notChecked(check, 'Skipped by --offline.', 'npx projen doctor'),
    );
    return (
      await Promise.all([
        answerResults(subject, undefined), ...local, skewResults(subject.world, expectedVersion(subject)), skipped,
      ])
    ).flat();
  }
  const aws = new Aws(subject);
  const { signedIn, results } = await accountResults(subject, aws);
  const asked = signedIn ? aws : undefined;
  return (await Promise.all([
    answerResults(subject, asked),
    ...local,
    results,
    asked ? accountChecks(subject, asked) : [],
    asked ? stackResults(subject, asked) : [notChecked('stacks', 'You are not signed in to the account of this pair.')],
    clusterResults(subject, asked),
  ])).flat();
}
