import * as ecrModel from '@aws-sdk/client-ecr';
import {
  basicScan, callInProcess, continuousScan, ECR_SAMPLES, FakeEcr, type Scan, type ScanFindings, scanThatIs,
} from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';
import { digestOf, IMAGE } from './promotion';

const { scanGate } = loadProgram<{ scanGate(gate: object): Promise<void> }>(programSource('scan-gate'));
const DIGEST = digestOf(1);
const MINUTES = 60_000;

/** The result of a gate run, its duration in minutes, and the times of its requests. */
interface Ended {
  readonly message: string;
  readonly minutes: number;
  readonly asked: readonly number[];
}

/** Runs the gate on a registry whose scan is a function of the minutes since the push; undefined: there is none. */
async function gateOn(scan: (minutes: number) => Scan | undefined, env: object = {}): Promise<Ended> {
  const ecr = new FakeEcr();
  ecr.push('my-app', DIGEST, 'a'.repeat(40));
  const asked: number[] = [];
  let time = 0;
  let message = '';
  const call = callInProcess({ ecr }, async () => {
    const present = scan(time / MINUTES);
    if (present) {
      ecr.setScan(DIGEST, present);
    }
  });
  await scanGate({
    env: {
      IMAGE_REPOSITORY: IMAGE,
      IMAGE_DIGEST: DIGEST,
      THRESHOLD: 'critical',
      UNSCANNABLE_IMAGES: 'refuse',
      WAIVERS: 'none',
      ...env,
    },
    call: (...args: Parameters<typeof call>) => {
      asked.push(time / MINUTES);
      return call(...args);
    },
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
    now: () => time,
    read: () => null,
    say: (text: string) => { message = text; },
  }).catch((error: Error) => { message = error.message; });
  return { message, minutes: time / MINUTES, asked };
}

const CRITICAL = { severity: 'CRITICAL' };
const LOW = { severity: 'LOW' };
const PASSED = `No finding of ${DIGEST} is open (threshold: critical).`;
const REFUSED = /has 1 open findings/;
/** A report of the scan with only these fields. */
const only = (scan: Scan, fields: ScanFindings): Scan => ({ ...scan, imageScanFindings: fields });

describe('the gate waits for', () => {
  test('a scan that is missing, queued and in progress', async () => {
    const ended = await gateOn((minutes) =>
      minutes < 1
        ? undefined
        : minutes < 2
          ? scanThatIs('PENDING')
          : minutes < 4
            ? scanThatIs('IN_PROGRESS')
            : basicScan(),
    );
    expect(ended).toMatchObject({ message: PASSED });
    expect(ended.minutes).toBeLessThan(4.3);
  });

  test('the report of a scan that is COMPLETE too early', async () => {
    expect(
      (await gateOn((minutes) => (minutes < 0.3 ? ECR_SAMPLES.completeBeforeReport.answer : basicScan(CRITICAL))))
        .message,
    ).toMatch(REFUSED);
  });

  test('a COMPLETE report with counts and without a completion time to stay the same for two minutes', async () => {
    const early = only(basicScan(), { findings: [LOW], findingSeverityCounts: { LOW: 1 } });
    expect(await gateOn(() => early)).toMatchObject({ message: PASSED, minutes: expect.closeTo(2, 0) });
    expect((await gateOn((minutes) => minutes < 1 ? early : basicScan(LOW, CRITICAL))).message).toMatch(REFUSED);
  });

  test('a continuous report to stay the same for two minutes, whether or not it has a completion time', async () => {
    for (const first of [
      continuousScan(LOW), only(continuousScan(), { enhancedFindings: [LOW], findingSeverityCounts: { LOW: 1 } }),
    ]) {
      expect((await gateOn((minutes) => (minutes < 1.9 ? first : continuousScan(LOW, CRITICAL)))).message).toMatch(
        REFUSED,
      );
      expect(await gateOn(() => first)).toMatchObject({ message: PASSED, minutes: expect.closeTo(2, 0) });
    }
  });

  test('findings of a scan on push by Amazon Inspector, which says COMPLETE', async () => {
    const enhanced = (...findings: (typeof LOW)[]): Scan => ({
      ...continuousScan(...findings), imageScanStatus: { status: 'COMPLETE' },
    });
    expect((await gateOn((minutes) => (minutes < 1 ? enhanced(LOW) : enhanced(LOW, CRITICAL)))).message).toMatch(
      REFUSED,
    );
  });

  test('nothing once a basic scan has its completion time', async () => {
    expect(await gateOn(() => basicScan())).toMatchObject({ message: PASSED, minutes: 0 });
  });

  test('with growing pauses of 2 to 15 seconds', async () => {
    const { asked } = await gateOn(() => scanThatIs('IN_PROGRESS'));
    const pauses = asked.slice(1).map((minutes, at) => Math.round((minutes - asked[at]) * 60));
    expect([pauses[0], Math.max(...pauses), pauses.at(-1)]).toEqual([2, 15, 15]);
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  });
});

describe('the gate gives up', () => {
  test.each<[string, () => Scan | undefined, number, RegExp]>([
    [
      'on a scan that never begins and names the scanning configuration', () => undefined, 5,
      /ECR has not begun a scan\. .*get-registry-scanning-configuration/,
    ],
    ['on a scan that stays queued', () => scanThatIs('PENDING'), 10, /The scan is queued/],
    ['on a scan that runs for ever', () => scanThatIs('IN_PROGRESS'), 10, /The scan is still running/],
    [
      'on COMPLETE without a report', () => ECR_SAMPLES.completeBeforeReport.answer, 10,
      /neither a completion time nor counts/,
    ],
    [
      'on ACTIVE without a report', () => ECR_SAMPLES.continuousBeforeReport.answer, 10,
      /Amazon Inspector has not reported on the image/,
    ],
  ])('%s', async (_, scan, limit, reason) => {
    const { message, minutes } = await gateOn(scan);
    expect(message).toMatch(`There is no report on ${DIGEST} after ${limit} minutes. `);
    expect(message).toMatch(reason);
    expect(minutes).toBeGreaterThanOrEqual(limit);
    expect(minutes).toBeLessThan(limit + 0.3);
  });

  test('on a report that keeps changing', async () => {
    const { message } = await gateOn((minutes) => continuousScan(...Array(1 + Math.floor(minutes)).fill(LOW)));
    expect(message).toContain('after 10 minutes. Its findings still change.');
  });

  test('at once on a missing image', async () => {
    expect((await gateOn(() => undefined, { IMAGE_DIGEST: digestOf(2) })).message).toContain('does not exist');
  });
});

describe('an image that ECR cannot scan', () => {
  const description = ECR_SAMPLES.unsupported.answer.imageScanStatus.description;

  test.each([
    ['basic', ECR_SAMPLES.unsupported.answer],
    ['enhanced', scanThatIs('UNSUPPORTED_IMAGE', description)],
  ])('%s scanning: is refused or accepted according to the option', async (_, scan) => {
    expect(await gateOn(() => scan)).toMatchObject({
      message: `ECR cannot scan ${DIGEST}: ${description} Use a base image that ECR can scan, or set unscannableImages to accept.`,
      minutes: 0,
    });
    expect((await gateOn(() => scan, { UNSCANNABLE_IMAGES: 'accept' })).message)
      .toBe(`ECR cannot scan ${DIGEST}: ${description} Accepted without a scan (unscannableImages: accept).`);
  });

  test('does not include every failed scan', async () => {
    expect((await gateOn(() => scanThatIs('FAILED', 'Internal error.'), { UNSCANNABLE_IMAGES: 'accept' })).message)
      .toContain(`The scan of ${DIGEST} is FAILED: Internal error. ECR scans an image once in 24 hours`);
  });
});

describe('every status of the service model', () => {
  /** In ECR's documentation, but newer than the model. */
  const statuses = [...new Set([...Object.values(ecrModel.ScanStatus), 'IMAGE_SIZE_EXCEEDED'])];

  test.each(statuses)('%s: never accepts an image without a report', async (status) => {
    const { message, minutes } = await gateOn(() => scanThatIs(status, 'Because of that.'), {
      UNSCANNABLE_IMAGES: 'refuse',
    });
    expect(message).toMatch(/^(The scan of|There is no report on|ECR cannot scan) /);
    expect(minutes).toBeLessThan(11);
  });

  test.each(statuses)('%s: appears in the program', (status) => {
    expect(programSource('scan-gate')).toMatch(new RegExp(`\\b${status}\\b`));
  });

  test.each(['SOMETHING_NEW', 'constructor'])('refuses %s, which is not in the model', async (status) => {
    expect((await gateOn(() => scanThatIs(status), { UNSCANNABLE_IMAGES: 'accept' })).message).not.toBe(PASSED);
  });

  test('the error on which the gate waits is in the service model', () => {
    expect(ecrModel).toHaveProperty('ScanNotFoundException');
  });
});

describe('the stand-in answers as ECR does', () => {
  /** The names of the fields of both parts. */
  const shape = ({ imageScanStatus, imageScanFindings }: Scan) =>
    [Object.keys(imageScanStatus), imageScanFindings && Object.keys(imageScanFindings).sort()];

  test.each<[string, Scan, Scan]>([
    ['a basic scan', ECR_SAMPLES.basic.answer, basicScan(LOW)],
    ['a continuous scan', ECR_SAMPLES.continuous.answer, continuousScan(LOW)],
    ['an unscannable image', ECR_SAMPLES.unsupported.answer, scanThatIs('FAILED', 'UnsupportedImageError')],
  ])('to %s', (_, sample, ours) => {
    expect(shape(ours)).toEqual(shape(sample));
  });
});
