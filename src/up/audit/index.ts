import { byName, isStateBucket } from './by-name';
import { byTag } from './by-tag';
import { KINDS } from './kinds';
import type { Audit, Left } from './report';
import type { Found } from './search';
import { Aws } from '../../doctor/aws/aws';
import type { Subject } from '../../doctor/subject';
import { clustersOf } from '../../environments/clusters';
import type { ResolvedOptions } from '../../options/resolved-options';

/** Looks for everything that belongs to the pair, by tag and by name. */
export async function audit(subject: Subject): Promise<Audit> {
  const { region, ...options } = subject.options;
  const regions = new Set([region, ...clustersOf({ region, ...options }).map(({ clusterRegion }) => clusterRegion)]);
  const searches = await Promise.all([...regions].flatMap((each) => {
    const aws = new Aws(subject, each);
    return [byTag, byName].map(async (search) => {
      const { found, unchecked } = await search(subject, aws);
      return each === region
        ? { found, unchecked }
        : { found: found.map((one) => ({ ...one, region: each })), unchecked: unchecked.map((what) => `${each}: ${what}`) };
    });
  }));
  const unique = new Map<string, Found>();
  for (const found of searches.flatMap((search) => search.found)) {
    const name = `${found.kind} ${found.id}`;
    unique.set(name, { ...found, ...unique.get(name) });
  }
  const stacks = new Set([...unique.values()].filter(({ kind }) => kind === 'cloudformation:stack').map(({ id }) => id));
  // What a stack has created is deleted with it, and must not be deleted by hand.
  const left = [...unique.values()].filter(({ stack }) => stack === undefined || !stacks.has(stack));
  return {
    left: left.map((found) => described(subject.options, found)).sort((one, other) => (one.what < other.what ? -1 : 1)),
    unchecked: searches.flatMap(({ unchecked }) => unchecked),
  };
}

function described(options: ResolvedOptions, found: Found): Left {
  const { kind, id, arn, isLeaving = false } = found;
  const { title, remove, costs } = KINDS[kind] ?? { title: kind.replace(':', ' ') };
  const command = remove?.(id, arn);
  const isGlobal = command?.[0] === 'iam' || command?.[0] === 's3';
  return {
    what: title,
    id,
    ...(command && !isLeaving && { command: ['aws', ...command, ...isGlobal ? [] : ['--region', found.region ?? options.region]].join(' ') }),
    ...(costs !== undefined && !isLeaving && { costs }),
    expected: isLeaving || isKept(options, found),
  };
}

/** Whether it stays on purpose. */
function isKept(options: ResolvedOptions, { kind, id }: Found): boolean {
  const { appName, region, retainData, cluster } = options;
  switch (kind) {
    case 'codecommit:repository':
      return true;
    case 'logs:log-group':
      return retainData || clustersOf(options).some(({ clusterName }) => id === `/aws/eks/${clusterName}/cluster`);
    case 'ecr:repository':
    case 'kms:key':
      return retainData;
    // The state outlives what it describes.
    case 's3:bucket':
      return retainData || isStateBucket({ appName, region }, id);
    case 'eks:cluster':
      return cluster === 'existing';
    default:
      return false;
  }
}
