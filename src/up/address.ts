import { isIP } from 'node:net';
import { join } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import type { UpWorld } from './world';
import type { Place } from '../doctor/subject';
import { clustersOf } from '../environments/clusters';

/** Amazon's own service: it answers with the address that a request comes from. */
const CHECK_IP = 'https://checkip.amazonaws.com';

/**
 * The eksctl configurations that name no address that may reach the API: that of the first environment's cluster, and
 * those of the others, which are created later. Empty if the first one names any.
 */
export function filesWithoutAddress(world: UpWorld, { options, folders }: Place): string[] {
  const files = clustersOf(options).map(({ clusterFile }) => clusterFile);
  const without = options.cluster === 'create'
    ? files.filter((file) => lacksAddress(world.read(join(folders.config, file))))
    : [];
  return without.includes(files[0]) ? without : [];
}

function lacksAddress(text: string | undefined): boolean {
  const vpc = text === undefined ? undefined : parseDocument(text).toJS()?.vpc;
  return vpc?.clusterEndpoints?.publicAccess === false && !vpc.publicAccessCIDRs?.length;
}

/** The address of this machine, as AWS sees it; undefined if it cannot be looked up. */
export async function ownAddress(world: UpWorld): Promise<string | undefined> {
  try {
    const address = (await world.fetchText(CHECK_IP)).trim();
    const version = isIP(address);
    return version === 0 ? undefined : `${address}/${version === 4 ? 32 : 128}`;
  } catch {
    return undefined;
  }
}

/** The rule that a list of address ranges breaks; undefined if it breaks none. */
export function addressProblem(list: string): string | undefined {
  const ranges = list.split(',').map((range) => range.trim());
  for (const range of ranges) {
    const [, address, bits] = /^(.+)\/(\d{1,3})$/.exec(range) ?? [];
    const version = isIP(address ?? '');
    if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) {
      return `"${range}" must be an address range in CIDR notation, such as 203.0.113.7/32.`;
    }
    if (Number(bits) === 0) {
      return `${range} would open the Kubernetes API to every address. To do that all the same, edit the eksctl configuration in cluster/.`;
    }
  }
  return undefined;
}

/** Lets addresses reach the API of the cluster that will be created. Comments and other settings stay. */
export function writeAddress(world: UpWorld, { folders }: Place, file: string, list: string): void {
  const path = join(folders.config, file);
  const document = parseDocument(world.read(path) ?? '');
  document.setIn(['vpc', 'clusterEndpoints', 'publicAccess'], true);
  document.setIn(['vpc', 'publicAccessCIDRs'], document.createNode(list.split(',').map((range) => range.trim()), { flow: true }));
  const endpoints = document.getIn(['vpc', 'clusterEndpoints']);
  const pair = isMap(endpoints) ? endpoints.items.find(({ key }) => String(key) === 'publicAccess') : undefined;
  if (pair && typeof pair.key === 'object' && pair.key !== null) {
    Object.assign(pair.key, { commentBefore: ' Outside the VPC, only publicAccessCIDRs can reach the Kubernetes API.' });
  }
  world.write(path, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
}
