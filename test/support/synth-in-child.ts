/** Writes a pair in a separate process, so that a test can set its locale, time zone and umask. */
import { synthPair } from './synth-pair';

const [folder, answers, umask] = process.argv.slice(2);
process.umask(parseInt(umask, 8));
synthPair(JSON.parse(answers), folder);
process.stdout.write(
  `${Intl.DateTimeFormat().resolvedOptions().timeZone} ${new Intl.Collator().resolvedOptions().locale}`,
);
