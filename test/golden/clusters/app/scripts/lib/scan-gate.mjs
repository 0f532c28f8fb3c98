// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Waits for the scan of an image and fails if it has findings at or above the threshold that no waiver covers.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
const SEVERITIES = ['UNDEFINED', 'UNTRIAGED', 'INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const [MINUTE, DAY] = [60000, 86400000];
// How many minutes the gate waits for each status to change, and what to do if it does not.
const WAITS = {
  NONE: [5, 'ECR has not begun a scan. "aws ecr get-registry-scanning-configuration" shows which repositories it scans on push.'],
  PENDING: [10, 'The scan is queued. Retry this stage of the pipeline.'],
  IN_PROGRESS: [10, 'The scan is still running. Retry this stage of the pipeline.'],
  COMPLETE: [10, 'ECR reports COMPLETE with neither a completion time nor counts. Retry this stage of the pipeline.'],
  ACTIVE: [10, 'Amazon Inspector has not reported on the image. Retry this stage of the pipeline.'],
};
const ADVICE = {
  FAILED: 'ECR scans an image once in 24 hours: retry this stage after "aws ecr start-image-scan", or build a new commit.',
  SCAN_ELIGIBILITY_EXPIRED: 'Amazon Inspector no longer scans an image of this age: build a new commit.',
  FINDINGS_UNAVAILABLE: 'Activate Amazon Inspector for this account or use basic scanning, then retry this stage.',
  LIMIT_EXCEEDED: 'The account has used up its quota of scans: retry this stage tomorrow.',
  IMAGE_ARCHIVED: 'Restore the image from the archive, then retry this stage.',
  IMAGE_SIZE_EXCEEDED: 'The image exceeds the size limit of the scanner: make it smaller.',
};
const fail = (...words) => { throw new Error(words.join(' ')); };

// Returns the waivers by ID. Refuses whatever deviates from the format: it could waive more than a reviewer agreed to.
export function readWaivers(path, text, now) {
  const hasOnly = (value, ...keys) => value !== null && typeof value === 'object' && Object.keys(value).sort().join() === keys.join();
  let file;
  try { file = JSON.parse(text); } catch (error) { fail(path, 'is not valid JSON:', error.message); }
  if (!hasOnly(file, 'waivers') || !Array.isArray(file.waivers)) fail(path, 'must be { "waivers": [ ... ] }, and nothing else.');
  const waivers = new Map();
  file.waivers.forEach((waiver, at) => {
    const must = (right, what) => right || fail(path + ': waiver', at + 1, '(' + JSON.stringify(waiver?.id) + ') must', what);
    must(hasOnly(waiver, 'expires', 'id', 'reason'), 'have "id", "expires" and "reason", and nothing else.');
    const { id, expires, reason } = waiver;
    must([expires, id, reason].every((text) => typeof text === 'string' && /^\S(.*\S)?$/.test(text)), 'have a string of one line as each.');
    const day = Date.parse(expires);
    // Date.parse reads 2026-02-30 as a day in March.
    must(day > 0 && new Date(day).toISOString().slice(0, 10) === expires, 'have a date like 2026-12-31 as "expires".');
    must(day <= now + 90 * DAY, 'expire within 90 days, not on ' + expires + '.');
    must(!waivers.has(id), 'not occur twice.');
    waivers.set(id, { ...waiver, expired: day + DAY <= now });
  });
  return waivers;
}

// Returns the report of the scan, or nothing for an accepted image that ECR cannot scan. The status may be COMPLETE or
// ACTIVE before a report exists: a report has a completion time, counts or findings. A basic scan ends at its
// completion time. Amazon Inspector adds findings one by one: its report counts once it is stable for two minutes.
async function readReport({ env, call, sleep, now, say }, repositoryName, imageDigest) {
  const start = now();
  let [pause, seen, since] = [2000, '', start];
  for (;; await sleep(pause), pause = Math.min(15000, pause * 1.5)) {
    const scan = await call('ecr', 'describe-image-scan-findings', { repositoryName, imageId: { imageDigest } }).catch((error) =>
      error.name === 'ScanNotFoundException' ? { imageScanStatus: { status: 'NONE' } } : Promise.reject(error));
    const { status, description = 'ECR gives no reason.' } = scan.imageScanStatus ?? {};
    if (status === 'UNSUPPORTED_IMAGE' || (status === 'FAILED' && description.startsWith('UnsupportedImageError'))) {
      const unscannable = 'ECR cannot scan ' + imageDigest + ': ' + description + ' ';
      if (env.UNSCANNABLE_IMAGES === 'accept') return say(unscannable + 'Accepted without a scan (unscannableImages: accept).');
      fail(unscannable + 'Use a base image that ECR can scan' + (env.UNSCANNABLE_IMAGES ? ', or set unscannableImages to accept.' : '.'));
    }
    if (!WAITS[status]) fail('The scan of', imageDigest, 'is', status + ':', description, ADVICE[status] ?? '');
    const report = scan.imageScanFindings ?? {};
    const { imageScanCompletedAt: completed, findings = [], enhancedFindings = [], findingSeverityCounts: counts = {} } = report;
    const isReport = completed || Object.keys(counts).length + findings.length + enhancedFindings.length > 0;
    const present = JSON.stringify([status, completed, counts, findings.length, enhancedFindings.length]);
    if (present !== seen) [seen, since] = [present, now()];
    const isOver = status === 'COMPLETE' && completed && enhancedFindings.length === 0;
    const isStable = ['COMPLETE', 'ACTIVE'].includes(status) && now() >= since + 2 * MINUTE;
    if (isReport && (isOver || isStable)) return report;
    const [limit, reason] = WAITS[status];
    if (now() < start + limit * MINUTE) continue;
    fail('There is no report on', imageDigest, 'after', limit, 'minutes.', isReport ? 'Its findings still change. Retry this stage.' : reason);
  }
}

// With showAll, it also lists findings below the threshold and requires no threshold.
export async function scanGate(gate) {
  const { env, now, read, say, showAll } = gate;
  const { IMAGE_DIGEST: imageDigest, IMAGE_REPOSITORY: image, THRESHOLD, WAIVERS } = env;
  if (!/^sha256:[0-9a-f]{64}$/.test(imageDigest)) fail('IMAGE_DIGEST is', JSON.stringify(imageDigest) + ', which is not a digest.');
  const hasThreshold = THRESHOLD || !showAll;
  if (hasThreshold && !['critical', 'high', 'medium'].includes(THRESHOLD)) fail('THRESHOLD must be critical, high or medium.');
  const harmless = SEVERITIES.slice(0, SEVERITIES.indexOf(String(THRESHOLD).toUpperCase()));
  const text = read(WAIVERS);
  const waivers = typeof text === 'string' ? readWaivers(WAIVERS, text, now()) : new Map();
  const report = await readReport(gate, image.slice(image.indexOf('/') + 1), imageDigest);
  if (!report) return;
  const { findings = [], enhancedFindings = [], findingSeverityCounts: counts = {} } = report;
  const all = [
    ...findings.map(({ name: id, severity, uri: link, attributes }) =>
      ({ id, severity, link, where: attributes?.find(({ key }) => key === 'package_name')?.value })),
    ...enhancedFindings.map(({ packageVulnerabilityDetails: details, severity, title }) =>
      ({ id: details?.vulnerabilityId ?? title, severity, link: details?.sourceUrl ?? title, where: details?.vulnerablePackages?.[0]?.name })),
  ];
  let open = 0;
  // Unknown severities count as above the threshold.
  for (const severity of new Set([...SEVERITIES, ...Object.keys(counts), ...all.map((one) => one.severity)].reverse())) {
    const listed = all.filter((one) => one.severity === severity);
    const unlisted = Math.max(0, (counts[severity] ?? 0) - listed.length);
    if (listed.length + unlisted) say(severity + ': ' + (listed.length + unlisted) + (unlisted ? ', of which ' + unlisted + ' are not listed' : ''));
    const isHarmless = harmless.includes(severity);
    if (isHarmless && !showAll) continue;
    for (const { id, where = 'unknown package', link = 'no link' } of listed) {
      const waiver = waivers.get(id);
      const state = waiver ? (waiver.expired ? 'waiver expired ' : 'waived until ') + waiver.expires + ': ' + waiver.reason : 'not waived';
      say(['  ' + severity, id, where, link, ...(isHarmless || !hasThreshold ? [] : [state])].join(' | '));
      open += isHarmless || (waiver && !waiver.expired) ? 0 : 1;
    }
    open += isHarmless ? 0 : unlisted;
  }
  if (!hasThreshold) return;
  for (const id of waivers.keys()) if (!all.some((one) => one.id === id)) say('The waiver of ' + id + ' matches nothing: remove it.');
  if (open) fail(imageDigest, 'has', open, 'open findings (threshold:', THRESHOLD + '). Update the image, or waive them in', WAIVERS + '.');
  say('No finding of ' + imageDigest + ' is open (threshold: ' + THRESHOLD + ').');
}

const aws = (service, operation, input) => new Promise((resolve, reject) => {
  execFile('aws', [service, operation, '--cli-input-json', JSON.stringify(input), '--output', 'json'], { maxBuffer: 64e6 }, (error, out, text) => {
    if (!error) return resolve(JSON.parse(out));
    reject(Object.assign(new Error(text.trim() || error.message), { name: /An error occurred \((\w+)\)/.exec(text)?.[1] ?? 'Error' }));
  });
});
if (realpathSync(process.argv[1]) === import.meta.filename) {
  const showAll = process.argv[2] === '--all';
  const tell = (error) => { console.error((showAll ? 'Error: ' : 'Not accepted: ') + error.message); process.exitCode = 1; };
  const read = (path) => existsSync(path) ? readFileSync(path, 'utf8') : null;
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  scanGate({ env: process.env, call: aws, sleep, now: Date.now, read, say: console.log, showAll }).catch(tell);
}
