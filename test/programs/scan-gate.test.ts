import { basicScan, callInProcess, continuousScan, FakeEcr, type Finding, type ScanFindings } from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';
import { digestOf, IMAGE } from './promotion';

interface ScanGate {
  scanGate(gate: object): Promise<void>;
  readWaivers(path: string, text: string, now: number): Map<string, { expired: boolean }>;
}

const program = loadProgram<ScanGate>(programSource('scan-gate'));
const DIGEST = digestOf(1);
const TODAY = Date.UTC(2026, 10, 22, 13);
const MINUTES = 60_000;

let ecr: FakeEcr;
let said: string[];

beforeEach(() => {
  ecr = new FakeEcr();
  ecr.push('my-app', DIGEST, 'a'.repeat(40));
  said = [];
});

/** Runs the gate; `at` may change the scan as time goes by. */
function gate(
  env: object = {}, waivers?: string, at: (minutes: number) => void = () => undefined, showAll = false,
): Promise<void> {
  let time = TODAY;
  return program.scanGate({
    showAll,
    env: {
      IMAGE_REPOSITORY: IMAGE,
      IMAGE_DIGEST: DIGEST,
      THRESHOLD: 'high',
      UNSCANNABLE_IMAGES: 'refuse',
      WAIVERS: 'scan-waivers.json',
      ...env,
    },
    call: callInProcess({ ecr }),
    sleep: async (milliseconds: number) => at(((time += milliseconds) - TODAY) / MINUTES),
    now: () => time,
    read: (path: string) => path === 'scan-waivers.json' ? waivers : undefined,
    say: (text: string) => said.push(text),
  });
}

const basic = (name: string, severity: string) => ({
  name, severity, uri: `https://cve.example/${name}`, attributes: [{ key: 'package_name', value: 'openssl' }],
});
const enhanced = (vulnerabilityId: string, severity: string) => ({
  severity,
  title: `${vulnerabilityId} - busybox`,
  packageVulnerabilityDetails: {
    vulnerabilityId, sourceUrl: `https://cve.example/${vulnerabilityId}`, vulnerablePackages: [{ name: 'busybox' }],
  },
});
const scanned = (...findings: Finding[]) => ecr.setScan(DIGEST, basicScan(...findings));
/** A basic scan whose report has these fields instead. */
const reported = (fields: ScanFindings) =>
  ecr.setScan(DIGEST, { ...basicScan(), imageScanFindings: { ...basicScan().imageScanFindings, ...fields } });
const waive = (id: string, expires = '2026-12-31', reason = 'Not reachable') =>
  JSON.stringify({ waivers: [{ id, expires, reason }] });

describe('findings', () => {
  test('accepts an image without findings', async () => {
    scanned();
    await gate();
    expect(said).toEqual([`No finding of ${DIGEST} is open (threshold: high).`]);
  });

  test.each([
    ['critical', 'CRITICAL', true],
    ['critical', 'HIGH', false],
    ['high', 'CRITICAL', true],
    ['high', 'HIGH', true],
    ['high', 'MEDIUM', false],
    ['medium', 'MEDIUM', true],
    ['medium', 'LOW', false],
    ['medium', 'UNDEFINED', false],
    ['medium', 'UNTRIAGED', false],
    ['critical', 'CATASTROPHIC', true],
  ])('threshold %s, severity %s: refused: %s', async (THRESHOLD, severity, refused) => {
    scanned(basic('CVE-2026-1', severity));
    await (refused
      ? expect(gate({ THRESHOLD })).rejects.toThrow(`has 1 open findings (threshold: ${THRESHOLD})`)
      : gate({ THRESHOLD }));
    expect(said).toContain(`${severity}: 1`);
  });

  test('of the basic scan are listed with package and link', async () => {
    scanned(basic('CVE-2026-1', 'HIGH'));
    await expect(gate()).rejects.toThrow();
    expect(said).toContain('  HIGH | CVE-2026-1 | openssl | https://cve.example/CVE-2026-1 | not waived');
  });

  test('of the enhanced scan are listed with package and link', async () => {
    ecr.setScan(DIGEST, continuousScan(enhanced('CVE-2026-2', 'CRITICAL')));
    await expect(gate()).rejects.toThrow();
    expect(said).toContain('  CRITICAL | CVE-2026-2 | busybox | https://cve.example/CVE-2026-2 | not waived');
  });

  test('without details count', async () => {
    ecr.setScan(DIGEST, continuousScan({ severity: 'HIGH' }));
    await expect(gate()).rejects.toThrow('has 1 open findings');
  });

  test('from all pages count', async () => {
    scanned(...Array.from({ length: 250 }, (_, at) => basic(`CVE-${at}`, 'HIGH')));
    await expect(gate()).rejects.toThrow('has 250 open findings');
  });

  test('that are counted but not listed count, despite waivers', async () => {
    reported({ findings: [basic('CVE-2026-1', 'CRITICAL')], findingSeverityCounts: { CRITICAL: 3, LOW: 7 } });
    await expect(gate({}, waive('CVE-2026-1'))).rejects.toThrow('has 2 open findings');
    expect(said).toContain('CRITICAL: 3, of which 2 are not listed');
    expect(said).toContain('LOW: 7, of which 7 are not listed');
  });

  test('that are listed but not counted count', async () => {
    reported({ findings: [basic('CVE-2026-1', 'CRITICAL')], findingSeverityCounts: { CRITICAL: 0 } });
    await expect(gate()).rejects.toThrow('has 1 open findings');
  });

  test('below the threshold are counted, and listed on request', async () => {
    scanned(basic('CVE-2026-1', 'LOW'));
    await gate();
    expect(said).toEqual(['LOW: 1', `No finding of ${DIGEST} is open (threshold: high).`]);
    said = [];
    await gate({}, undefined, undefined, true);
    expect(said).toContain('  LOW | CVE-2026-1 | openssl | https://cve.example/CVE-2026-1');
  });

  test('are listed without a verdict if there is no threshold, but only on request', async () => {
    scanned(basic('CVE-2026-1', 'CRITICAL'));
    await gate({ THRESHOLD: '' }, undefined, undefined, true);
    expect(said).toEqual(['CRITICAL: 1', '  CRITICAL | CVE-2026-1 | openssl | https://cve.example/CVE-2026-1']);
    await expect(gate({ THRESHOLD: '' })).rejects.toThrow('THRESHOLD must be');
  });
});

describe('waivers', () => {
  beforeEach(() => scanned(basic('CVE-2026-1', 'HIGH')));

  test('a valid waiver accepts the image and is listed', async () => {
    await gate({}, waive('CVE-2026-1'));
    expect(said).toContain(
      '  HIGH | CVE-2026-1 | openssl | https://cve.example/CVE-2026-1 | waived until 2026-12-31: Not reachable',
    );
  });

  test('a waiver is valid on its last day', () => gate({}, waive('CVE-2026-1', '2026-11-22')));

  test('an expired waiver has no effect and is named', async () => {
    await expect(gate({}, waive('CVE-2026-1', '2026-11-21'))).rejects.toThrow('has 1 open findings');
    expect(said).toContain(
      '  HIGH | CVE-2026-1 | openssl | https://cve.example/CVE-2026-1 | waiver expired 2026-11-21: Not reachable',
    );
  });

  test('names a waiver that matches nothing', async () => {
    await expect(gate({}, waive('CVE-2026-10'))).rejects.toThrow('has 1 open findings');
    expect(said).toContain('The waiver of CVE-2026-10 matches nothing: remove it.');
  });

  const good = { id: 'CVE-1', expires: '2026-12-31', reason: 'Because' };
  test.each<[unknown, string]>([
    [[], 'must be { "waivers": [ ... ] }, and nothing else.'],
    [null, 'must be { "waivers": [ ... ] }, and nothing else.'],
    [{ waivers: {} }, 'must be { "waivers": [ ... ] }, and nothing else.'],
    [{ waivers: [], all: true }, 'must be { "waivers": [ ... ] }, and nothing else.'],
    [{ waivers: [null] }, ': waiver 1 (undefined) must have "id", "expires" and "reason", and nothing else.'],
    [
      { waivers: [good, { ...good, id: 'CVE-2', severity: 'HIGH' }] },
      ': waiver 2 ("CVE-2") must have "id", "expires" and "reason", and nothing else.',
    ],
    [
      { waivers: [{ id: 'CVE-1', expires: '2026-12-31' }] },
      ': waiver 1 ("CVE-1") must have "id", "expires" and "reason"',
    ],
    [{ waivers: [{ ...good, reason: '  ' }] }, ': waiver 1 ("CVE-1") must have a string of one line as each.'],
    [{ waivers: [{ ...good, reason: 'a\nb' }] }, ': waiver 1 ("CVE-1") must have a string of one line as each.'],
    [{ waivers: [{ ...good, id: ['CVE-1'] }] }, ': waiver 1 (["CVE-1"]) must have a string of one line as each.'],
    [
      { waivers: [{ ...good, expires: ['2026-12-31'] }] },
      ': waiver 1 ("CVE-1") must have a string of one line as each.',
    ],
    [
      { waivers: [{ ...good, expires: '2026-02-30' }] },
      ': waiver 1 ("CVE-1") must have a date like 2026-12-31 as "expires".',
    ],
    [
      { waivers: [{ ...good, expires: 'never' }] },
      ': waiver 1 ("CVE-1") must have a date like 2026-12-31 as "expires".',
    ],
    [
      { waivers: [{ ...good, expires: '2026-12-31T00:00:00Z' }] },
      ': waiver 1 ("CVE-1") must have a date like 2026-12-31 as "expires".',
    ],
    [
      { waivers: [{ ...good, expires: '2027-02-21' }] },
      ': waiver 1 ("CVE-1") must expire within 90 days, not on 2027-02-21.',
    ],
    [{ waivers: [good, good] }, ': waiver 2 ("CVE-1") must not occur twice.'],
  ])('refuses %j', async (file, message) => {
    await expect(gate({}, JSON.stringify(file))).rejects.toThrow(
      `scan-waivers.json${message.startsWith(':') ? '' : ' '}${message}`,
    );
  });

  test('refuses a file that is not JSON', async () => {
    await expect(gate({}, '{')).rejects.toThrow('scan-waivers.json is not valid JSON:');
  });

  test('accepts a waiver for 90 days', () => {
    expect([...program.readWaivers('w', waive('CVE-1', '2027-02-20'), TODAY).keys()]).toEqual(['CVE-1']);
  });
});

test.each([undefined, '', 'latest', `${DIGEST}\n`, DIGEST.slice(1)])('refuses %j as digest', async (IMAGE_DIGEST) => {
  await expect(gate({ IMAGE_DIGEST })).rejects.toThrow('which is not a digest.');
});

test.each([undefined, '', 'none', 'low', 'HIGH'])('refuses %j as threshold', async (THRESHOLD) => {
  await expect(gate({ THRESHOLD })).rejects.toThrow('THRESHOLD must be critical, high or medium.');
});
