/**
 * Prints the sum of jest's JUnit reports as the last line of a CI run. A skipped end-to-end test counts as failed, unless
 * its name says that it cannot run on this machine.
 */
import { existsSync, readFileSync } from 'node:fs';

let [tests, failed, skipped] = [0, 0, 0];
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.error(`${file} does not exist: its test run counts as failed`);
    tests++;
    failed++;
    continue;
  }
  const report = readFileSync(file, 'utf8');
  const suites = /<testsuites\b[^>]*>/.exec(report)?.[0] ?? '';
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suites)?.[1] ?? 0);
  tests += number('tests');
  failed += number('failures') + number('errors');
  const skippedHere = [...report.matchAll(/<testcase\b([^>]*)>\s*<skipped\b/g)].map(([, attributes]) => attributes);
  const excused = skippedHere.filter(
    (attributes) => !file.includes('/e2e/') || attributes.includes('(cannot run on this machine)'),
  );
  failed += skippedHere.length - excused.length;
  skipped += excused.length;
}
console.log(`${tests - failed - skipped} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || tests === 0 ? 1 : 0;
