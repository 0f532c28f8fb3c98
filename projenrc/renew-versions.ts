/** Renews src/end-dates.ts and prints each change. Exits with 1 if a source did not answer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renew, withTable } from './support-dates/renew';
import { END_DATES } from '../src/end-dates';

const FILE = join(__dirname, '..', 'src', 'end-dates.ts');

async function textOf(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) }).catch((error: Error) => {
    throw new Error((error.cause as Error | undefined)?.message ?? error.message);
  });
  if (!response.ok) {
    throw new Error(`HTTP status ${response.status}`);
  }
  return response.text();
}

/** The schedule in npm's package node-releases, which comes with this project's development dependencies. */
function installedNodeSchedule(): string {
  return readFileSync(require.resolve('node-releases/data/release-schedule/release-schedule.json'), 'utf8');
}

void renew(END_DATES, textOf, { node: installedNodeSchedule }).then(({ dates, changes, failures }) => {
  writeFileSync(FILE, withTable(readFileSync(FILE, 'utf8'), dates));
  console.log(changes.length > 0 ? changes.join('\n') : 'No date has changed.');
  if (changes.length > 0) {
    console.log('Now run "npx projen", which writes the dates into the documentation, and the tests.');
  }
  failures.forEach((failure) => console.error(failure));
  process.exitCode = failures.length > 0 ? 1 : 0;
});
