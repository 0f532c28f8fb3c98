import { addressProblem, filesWithoutAddress, ownAddress, writeAddress } from './address';
import type { EstimateCosts } from './estimate';
import { type Flags, Refused, readFlags } from './flags';
import { waiting } from './followers';
import { projen, typed } from './perform';
import { type Plan, commandsText, picture } from './picture';
import { inWords, isConfirmed, presentSteps, printEvent, readBoth, showSteps, withRefusals } from './session';
import { type Step, minutesOf, until } from './step';
import { clusterTasks, hasPage, upSteps } from './steps';
import { EXIT, type UpWorld } from './world';
import { preflight } from '../doctor/preflight';
import { textReport } from '../doctor/result';
import { type Subject, isSingle } from '../doctor/subject';
import { clustersOf } from '../environments/clusters';
import { Promotion } from '../options/enums';

const HELP = `Brings everything up, from an empty account to the page in a browser, and goes on where an earlier run has ended.

  npx projen up [--yes] [--until STEP] [--address CIDR] [--private] [--dry-run] [--json] [--skip-preflight]

  --yes              asks nothing
  --until STEP       ends with this step, and runs only the steps that it needs
  --address CIDR     who may reach the Kubernetes API: address ranges, separated by commas; default: your own address
  --private          creates a cluster whose API only its VPC can reach
  --dry-run          shows the steps and their commands, and changes nothing
  --json             prints one JSON object a line on standard output; requires --yes or --dry-run
  --skip-preflight   begins in spite of problems that the checks before the first step find

Exit codes: 0 done, 1 a step failed, 2 refused before the first step, 130 interrupted. projen itself ends with 1 for each code but 0.
`;

/** Runs every step that is left. Returns the exit code. */
export function up(world: UpWorld, costs: EstimateCosts): Promise<number> {
  return withRefusals(world, async () => {
    const flags = readFlags(
      world.args, ['--yes', '--private', '--dry-run', '--json', '--skip-preflight', '--help'], ['--until', '--address'],
    );
    if (flags['--help']) {
      world.out(HELP);
      return EXIT.done;
    }
    if (flags['--json'] && !flags['--yes'] && !flags['--dry-run']) {
      throw new Refused('--json requires --yes or --dry-run: it asks no question.');
    }
    const subject = readBoth(world);
    const steps = chosenSteps(subject, flags);
    const account = await checked(world, subject, flags);
    return begin(world, subject, flags, steps, account, costs);
  });
}

function chosenSteps({ options }: Subject, flags: Flags): readonly Step[] {
  const steps = upSteps(options, { isPrivate: flags['--private'] === true });
  try {
    return typeof flags['--until'] === 'string' ? until(steps, flags['--until']) : steps;
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message) : error;
  }
}

/** Runs the checks before the first step. Returns the account. Throws `Refused` for problems. */
async function checked(world: UpWorld, subject: Subject, flags: Flags): Promise<string> {
  const { account, results } = await preflight(subject);
  const problems = results.filter(({ status }) => status === 'problem');
  if (problems.length > 0) {
    if (flags['--json']) {
      printEvent(world, { event: 'preflight', problems: problems.map(({ status: _, ...rest }) => rest) });
    } else {
      world.say(inWords(subject, textReport(problems)));
    }
    if (!flags['--skip-preflight'] && !flags['--dry-run']) {
      throw new Refused('Nothing was changed. Correct these problems first, or add --skip-preflight to begin all the same.');
    }
  }
  return account ?? '(not signed in)';
}

async function begin(
  world: UpWorld, subject: Subject, flags: Flags, steps: readonly Step[], account: string, costs: EstimateCosts,
): Promise<number> {
  const isJson = flags['--json'] === true;
  const present = await presentSteps(world, subject, steps);
  const left = steps.filter(({ id }) => !present.has(id));
  const files = left.some(({ id }) => id === 'cluster') && !flags['--private'] ? filesWithoutAddress(world, subject) : [];
  const address = files.length > 0 ? await allowedAddress(world, flags) : undefined;
  const plan: Plan = { steps, present, address };
  if (isJson) {
    printEvent(world, planEvent(subject, plan, account, costs));
  } else {
    world.say(inWords(subject, picture(subject, plan, account, costs)));
  }
  if (flags['--dry-run']) {
    if (!isJson) {
      world.say(`\nDry run: nothing was changed. The commands of the steps that are left:\n\n${commandsText(subject, plan)}`);
    }
    return EXIT.done;
  }
  // The page is looked at in every run.
  const isNews = left.some(({ id }) => id !== 'page');
  if (isNews && !flags['--yes'] && !await isConfirmed(world, '\nBegin? [y/N] ', /^y(es)?$/i)) {
    world.say('Nothing was changed.');
    return EXIT.refused;
  }
  if (address !== undefined) {
    files.forEach((file) => writeAddress(world, subject, file, address));
  }
  return end(world, subject, steps, isJson);
}

/** The address ranges that may reach the API of the cluster. Throws `Refused` without any. */
async function allowedAddress(world: UpWorld, flags: Flags): Promise<string> {
  const given = flags['--address'];
  if (typeof given === 'string') {
    const problem = addressProblem(given);
    if (problem !== undefined) {
      throw new Refused(`--address: ${problem}`);
    }
    return given;
  }
  const own = await ownAddress(world);
  if (flags['--yes'] || flags['--dry-run'] || !world.interactive) {
    if (own === undefined && !flags['--dry-run']) {
      throw new Refused(
        'Your address could not be looked up. Name who may reach the Kubernetes API: ' +
          '--address 203.0.113.7/32, with your own address.',
      );
    }
    return own ?? 'your own address';
  }
  for (;;) {
    const answer = await world.ask(
      `Who may reach the Kubernetes API of the new cluster, besides its VPC?${own ? ` This machine: [${own}]` : ''} `,
    );
    if (answer === undefined) {
      throw new Refused('Nothing was changed.');
    }
    const list = answer.trim() || own || '';
    const problem = addressProblem(list);
    if (problem === undefined) {
      return list;
    }
    world.say(problem);
  }
}

async function end(world: UpWorld, subject: Subject, steps: readonly Step[], isJson: boolean): Promise<number> {
  const { state, printed } = await showSteps(world, subject, steps, isJson);
  const page = printed.get('page')?.find((line) => /^https?:\/\//.test(line));
  if (isJson) {
    printEvent(world, { event: 'end', state, ...(page !== undefined && { page }) });
    return EXIT[state];
  }
  const again = `${projen(subject)} up`;
  if (state !== 'done') {
    world.say(state === 'failed' ? `To go on once the cause is gone: ${again}` : `Interrupted. To go on: ${again}`);
  } else if (page !== undefined) {
    world.say('The page:');
    world.out(`${page}\n`);
  } else if (steps.some(({ id }) => id === 'sync') && !hasPage(subject.options)) {
    world.say(`The application runs. Its page: ${projen(subject)} app:open${isSingle(subject) ? '' : ` (in ../${subject.options.configRepoName})`}`);
  } else {
    world.say(`Done. To go on: ${again}`);
  }
  if (state === 'done') {
    [...withoutImage(subject), ...otherClusters(subject)].forEach((line) => world.say(line));
  }
  return EXIT[state];
}

/** How to bring up the environments in the same cluster that wait for their first image. */
function withoutImage(subject: Subject): string[] {
  const place = isSingle(subject) ? '' : ` (in ../${subject.options.configRepoName})`;
  const before: Readonly<Record<Promotion, string>> = {
    [Promotion.COMMIT]: ', after the pipeline has promoted an image to it',
    [Promotion.PULL_REQUEST]: ', after you have merged its pull request',
    [Promotion.MANUAL]: '',
  };
  return waiting(subject.options).map(({ environment, promotion }) => {
    const tasks = [
      ...promotion === Promotion.MANUAL ? [`npx projen promote --to ${environment}`] : isSingle(subject) ? [] : ['git pull'],
      `npx projen app:create --env ${environment}`,
    ];
    return [
      `The environment ${environment}${place}${before[promotion]}:`,
      ...tasks.map((shown) => `  ${inWords(subject, shown)}`),
    ].join('\n');
  });
}

/** How to bring up the clusters of the other environments. */
function otherClusters(subject: Subject): string[] {
  const { options } = subject;
  return clustersOf(options).slice(1).map(({ clusterName, clusterEnvironments: [first, ...others] }) =>
    [
      `The cluster ${clusterName}${isSingle(subject) ? '' : ` (in ../${options.configRepoName})`}:`,
      ...[...clusterTasks(options), 'npx projen app:create'].map((shown) => `  ${inWords(subject, `${shown} --env ${first}`)}`),
      ...others.map((name) => `  ${inWords(subject, `npx projen app:create --env ${name}`)}`),
    ].join('\n'));
}

function planEvent(subject: Subject, { steps, present, address }: Plan, account: string, costs: EstimateCosts): object {
  const { options } = subject;
  return {
    version: 1,
    event: 'plan',
    pair: options.appName,
    account,
    region: options.region,
    minutes: Math.round(minutesOf(steps.filter(({ id }) => !present.has(id)))),
    cost: costs(options),
    ...(address !== undefined && { address }),
    steps: steps.map((step) => ({
      step: step.id,
      title: step.title,
      repo: step.repo,
      command: typed(subject, step),
      needs: step.needs,
      minutes: step.minutes,
      present: present.has(step.id),
    })),
  };
}
