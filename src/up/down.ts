import { audit } from './audit';
import { auditText } from './audit/report';
import { downSteps, staying } from './down-steps';
import { Refused, readFlags } from './flags';
import { projen, typed } from './perform';
import { inWords, isConfirmed, presentSteps, printEvent, readBoth, showSteps, withRefusals } from './session';
import { type Step, minutesOf, until, widthOfIds } from './step';
import { aboutMinutes } from './time';
import { EXIT, type UpWorld } from './world';
import { accountResults } from '../doctor/aws/account';
import { Aws } from '../doctor/aws/aws';
import { resultLines } from '../doctor/result';
import type { Subject } from '../doctor/subject';

const HELP = `Deletes everything that the tasks have created in AWS, and lists what is left.

  npx projen down [--yes] [--force] [--audit] [--until STEP] [--dry-run] [--json]

  --yes          asks nothing
  --force        deletes the cluster although it does not answer; its load balancers may be left, and are listed
  --audit        deletes nothing: only lists what is left
  --until STEP   ends with this step, and runs only the steps that it needs
  --dry-run      shows the steps and their commands, and changes nothing
  --json         prints one JSON object a line on standard output; requires --yes, --audit or --dry-run

Exit codes: 0 done, 1 a step failed, or something is left by mistake, 2 refused before the first step, 130 interrupted.
projen itself ends with 1 for each code but 0.
`;

/** Deletes everything, and audits the account. Returns the exit code. */
export function down(world: UpWorld): Promise<number> {
  return withRefusals(world, async () => {
    const flags = readFlags(
      world.args, ['--yes', '--force', '--audit', '--dry-run', '--json', '--help'], ['--until'],
    );
    if (flags['--help']) {
      world.out(HELP);
      return EXIT.done;
    }
    const isJson = flags['--json'] === true;
    if (isJson && !flags['--yes'] && !flags['--audit'] && !flags['--dry-run']) {
      throw new Refused('--json requires --yes, --audit or --dry-run: it asks no question.');
    }
    const subject = readBoth(world);
    const { signedIn, results } = await accountResults(subject, new Aws(subject));
    if (!signedIn) {
      throw new Refused(results.flatMap(resultLines).join('\n'));
    }
    if (flags['--audit']) {
      return auditAtEnd(world, subject, isJson);
    }
    const steps = chosen(downSteps(subject.options, flags['--force'] === true), flags['--until']);
    const present = await presentSteps(world, subject, steps);
    const left = steps.filter(({ id }) => !present.has(id));
    if (isJson) {
      printEvent(world, planEvent(subject, steps, present));
    } else {
      world.say(inWords(subject, plan(subject, left)));
    }
    if (flags['--dry-run']) {
      if (!isJson) {
        world.say(`\nDry run: nothing was deleted. The commands:\n\n${left.map((step) => `  ${typed(subject, step)}`).join('\n')}`);
      }
      return EXIT.done;
    }
    if (left.length > 0 && !flags['--yes'] && !await isNamed(world, subject)) {
      world.say('Nothing was deleted.');
      return EXIT.refused;
    }
    const { state } = await showSteps(world, subject, steps, isJson);
    if (state !== 'done') {
      const again = `${projen(subject)} down`;
      world.say(state === 'failed' ? `To go on once the cause is gone: ${again}` : `Interrupted. To go on: ${again}`);
      return EXIT[state];
    }
    return flags['--until'] ? EXIT.done : auditAtEnd(world, subject, isJson);
  });
}

function chosen(steps: readonly Step[], last: string | true | undefined): readonly Step[] {
  try {
    return typeof last === 'string' ? until(steps, last) : steps;
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message) : error;
  }
}

function plan({ options }: Subject, left: readonly Step[]): string {
  const width = widthOfIds(left);
  return [
    left.length === 0
      ? `Nothing of ${options.appName} is left to delete.`
      : `This deletes, in account and region ${options.region}, in about ${aboutMinutes(minutesOf(left))}:`,
    ...left.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
    'These stay:',
    ...staying(options).map((what) => `  ${what}`),
    ...options.retainData || !left.some(({ id }) => id === 'pipeline')
      ? []
      : ['Images and build logs are deleted (retainData: false). Git can rebuild the images.'],
  ].join('\n');
}

/** One confirmation for everything: the name of the pair, which a hasty Enter does not give. */
function isNamed(world: UpWorld, { options: { appName } }: Subject): Promise<boolean> {
  return isConfirmed(world, `\nTo delete it, type its name (${appName}): `, new RegExp(`^${appName}$`));
}

/** Lists what is left. Returns 1 if a part of it should not be. */
async function auditAtEnd(world: UpWorld, subject: Subject, isJson: boolean): Promise<number> {
  const result = await audit(subject);
  const isClean = result.left.every(({ expected }) => expected);
  if (isJson) {
    printEvent(world, { event: 'end', state: isClean ? 'done' : 'left', ...result });
  } else {
    world.say(auditText(result));
  }
  return isClean ? EXIT.done : EXIT.failed;
}

function planEvent(subject: Subject, steps: readonly Step[], present: ReadonlySet<string>): object {
  return {
    version: 1,
    event: 'plan',
    pair: subject.options.appName,
    region: subject.options.region,
    minutes: Math.round(minutesOf(steps.filter(({ id }) => !present.has(id)))),
    stays: staying(subject.options),
    steps: steps.map((step) => ({
      step: step.id,
      title: step.title,
      repo: step.repo,
      command: typed(subject, step),
      needs: step.needs,
      present: present.has(step.id),
    })),
  };
}
