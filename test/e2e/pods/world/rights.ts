import type { Service } from './service';
import { kubectl } from './with-pods';

/** What a process of a container may do, by the names of /proc and what it tried. */
export type Rights = Readonly<Record<string, string>>;

/** The rights of the generated pod. */
const WANTED: Rights = {
  'user': '10001',
  'group': '10001',
  'effective capabilities': '0000000000000000',
  'bounding capabilities': '0000000000000000',
  'no new privileges': '1',
  // 2: a filter of system calls.
  'seccomp': '2',
  'a write to the root file system': 'EROFS',
  'the token of a service account': 'ENOENT',
  'memory limit': String(128 * 1024 * 1024),
};

/** Runs in the container, which has Node.js. */
const LOOK = `
const fs = require('node:fs');
const status = fs.readFileSync('/proc/self/status', 'utf8');
const field = (name) => new RegExp('^' + name + ':\\\\s+(\\\\w+)', 'm').exec(status)[1];
const tried = (run) => { try { return String(run()).trim(); } catch ({ code }) { return code; } };
const limit = ['memory.max', 'memory/memory.limit_in_bytes'].map((file) => '/sys/fs/cgroup/' + file).find(fs.existsSync);
console.log(JSON.stringify({
  'user': field('Uid'),
  'group': field('Gid'),
  'effective capabilities': field('CapEff'),
  'bounding capabilities': field('CapBnd'),
  'no new privileges': field('NoNewPrivs'),
  'seccomp': field('Seccomp'),
  'a write to the root file system': tried(() => fs.writeFileSync('/app/written', '')),
  'the token of a service account': tried(() => fs.readdirSync('/var/run/secrets/kubernetes.io/serviceaccount')),
  'memory limit': tried(() => fs.readFileSync(limit)),
}));
`;

/** The differences of a pod of the service to the wanted rights, in words. */
export async function rightsProblems({ namespace, name }: Service): Promise<string[]> {
  const text = await kubectl('--namespace', namespace, 'exec', `deployment/${name}`, '--', 'node', '--eval', LOOK);
  const seen = JSON.parse(text) as Rights;
  return Object.entries(WANTED)
    .filter(([right, wanted]) => seen[right] !== wanted)
    .map(([right, wanted]) => `${right}: ${seen[right]} instead of ${wanted}`);
}
