/** Exits with 1 if the support of a pinned version has ended or ends within 60 days. */
import { KUBERNETES_VERSIONS, NODE } from '../src/versions';

const NOTICE_DAYS = 60;

const pinned = [
  ...KUBERNETES_VERSIONS.map((version) => ({ name: 'Kubernetes', ...version })),
  { name: 'Node.js', ...NODE },
];
const late = pinned.filter(
  ({ endOfSupport = '9999-12-31' }) => Date.parse(endOfSupport) < Date.now() + NOTICE_DAYS * 86_400_000,
);
for (const { name, version, endOfSupport } of late) {
  console.error(`${name} ${version}: support ends on ${endOfSupport}. Replace it in src/versions.ts`);
}
process.exitCode = late.length > 0 ? 1 : 0;
