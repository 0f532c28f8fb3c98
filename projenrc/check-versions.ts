/** Exits with 1 if the support of a pinned version has ended or ends within 60 days. */
import { noticesOf } from '../src/lifecycle/notices';
import { allPins } from '../src/lifecycle/pins';

const notices = noticesOf(allPins(), Date.now());
notices.forEach(({ what }) => console.error(`${what} Replace it in src/versions.ts, or run "npx projen versions:renew".`));
process.exitCode = notices.length > 0 ? 1 : 0;
