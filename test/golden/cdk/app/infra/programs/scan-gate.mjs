// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Waits for the scan of a new image, and fails where it has findings that nobody has waived.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
const SEVERITIES = ['UNDEFINED', 'UNTRIAGED', 'INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const [MINUTE, DAY] = [60000, 86400000];
const fail = (...words) => { throw new Error(words.join(' ')); };

// The waivers by id. What is not just as it must be is refused: it could mean more than somebody has agreed to.
export function readWaivers(path, text, now) {
  const hasOnly = (value, ...keys) => value !== null && typeof value === 'object' && Object.keys(value).sort().join() === keys.join();
  let file;
  try { file = JSON.parse(text); } catch (error) { fail(path, 'is no JSON:', error.message); }
  if (!hasOnly(file, 'waivers') || !Array.isArray(file.waivers)) fail(path, 'must be { "waivers": [ ... ] }, and nothing else.');
  const waivers = new Map();
  file.waivers.forEach((waiver, at) => {
    const must = (right, what) => right || fail(path + ': waiver', at + 1, '(' + JSON.stringify(waiver?.id) + ') must', what);
    must(hasOnly(waiver, 'expires', 'id', 'reason'), 'have "id", "expires" and "reason", and nothing else.');
    const { id, expires, reason } = waiver;
    must([expires, id, reason].every((text) => typeof text === 'string' && /^\S(.*\S)?$/.test(text)), 'have one line of text as each.');
    const day = Date.parse(expires);
    // 2026-02-30 would be taken for a day of March.
    must(day > 0 && new Date(day).toISOString().slice(0, 10) === expires, 'have a day like 2026-12-31 as "expires".');
    must(day <= now + 90 * DAY, 'expire within 90 days, not on ' + expires + '.');
    must(!waivers.has(id), 'not be there twice.');
    waivers.set(id, { ...waiver, expired: day + DAY <= now });
  });
  return waivers;
}

export async function scanGate({ env, call, sleep, now, read, say }) {
  const { IMAGE_DIGEST: imageDigest, IMAGE_REPOSITORY: image, THRESHOLD, WAIVERS } = env;
  if (!/^sha256:[0-9a-f]{64}$/.test(imageDigest)) fail('The build names', JSON.stringify(imageDigest) + ', which is no digest of an image.');
  if (!['critical', 'high', 'medium'].includes(THRESHOLD)) fail('THRESHOLD must be critical, high or medium.');
  const harmless = SEVERITIES.slice(0, SEVERITIES.indexOf(THRESHOLD.toUpperCase()));
  const text = read(WAIVERS);
  const waivers = typeof text === 'string' ? readWaivers(WAIVERS, text, now()) : new Map();
  const input = { repositoryName: image.slice(image.indexOf('/') + 1), imageId: { imageDigest } };
  const until = now() + 10 * MINUTE;
  let scan;
  for (;; await sleep(MINUTE / 12)) {
    // A scan begins some time after the push.
    scan = await call('ecr', 'describe-image-scan-findings', input).catch((error) =>
      error.name === 'ScanNotFoundException' ? { imageScanStatus: { status: 'PENDING' } } : Promise.reject(error));
    const { status, description = 'without a reason' } = scan.imageScanStatus;
    // A continuous scan can be active before it has looked at the image for the first time.
    const { imageScanCompletedAt, enhancedFindings: found = [] } = scan.imageScanFindings ?? {};
    const hasLooked = imageScanCompletedAt || found.length > 0 || now() >= until - 9 * MINUTE;
    if (status === 'COMPLETE' || (status === 'ACTIVE' && hasLooked)) break;
    const impossible = status === 'UNSUPPORTED_IMAGE' && 'ECR cannot scan ' + imageDigest + '. ';
    if (impossible && env.UNSCANNABLE_IMAGES === 'accept') return say(impossible + 'That is accepted (unscannableImages).');
    if (impossible) fail(impossible + 'Take another base image, or set unscannableImages to accept.');
    if (!['ACTIVE', 'IN_PROGRESS', 'PENDING'].includes(status)) fail('The scan of', imageDigest, 'is', status + ':', description);
    if (now() >= until) fail('The scan of', imageDigest, 'has not ended within 10 minutes. Retry this stage of the pipeline.');
  }
  const { findings = [], enhancedFindings = [], findingSeverityCounts: counts = {} } = scan.imageScanFindings ?? {};
  const all = [
    ...findings.map(({ name: id, severity, uri: link, attributes }) =>
      ({ id, severity, link, where: attributes?.find(({ key }) => key === 'package_name')?.value })),
    ...enhancedFindings.map(({ packageVulnerabilityDetails: details, severity, title }) =>
      ({ id: details?.vulnerabilityId ?? title, severity, link: details?.sourceUrl ?? title, where: details?.vulnerablePackages?.[0]?.name })),
  ];
  let open = 0;
  // A severity that is not known here counts, too.
  for (const severity of new Set([...SEVERITIES, ...Object.keys(counts), ...all.map((one) => one.severity)].reverse())) {
    const listed = all.filter((one) => one.severity === severity);
    const unlisted = Math.max(0, (counts[severity] ?? 0) - listed.length);
    if (listed.length + unlisted) say(severity + ': ' + (listed.length + unlisted) + (unlisted ? ', of which ' + unlisted + ' are not listed' : ''));
    if (harmless.includes(severity)) continue;
    for (const { id, where = 'unknown package', link = 'no link' } of listed) {
      const waiver = waivers.get(id);
      const state = waiver ? (waiver.expired ? 'waiver expired ' : 'waived until ') + waiver.expires + ': ' + waiver.reason : 'not waived';
      say(['  ' + severity, id, where, link, state].join(' | '));
      open += waiver && !waiver.expired ? 0 : 1;
    }
    open += unlisted;
  }
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
  const tell = (error) => { console.error('Not accepted: ' + error.message); process.exitCode = 1; };
  const read = (path) => existsSync(path) ? readFileSync(path, 'utf8') : null;
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  scanGate({ env: process.env, call: aws, sleep, now: Date.now, read, say: console.log }).catch(tell);
}
