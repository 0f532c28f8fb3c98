import { isIP } from 'node:net';
import type { Option, OptionValue } from './option';
import { quote } from './problem';

type Check = NonNullable<Option['check']>;

/** Names that Windows keeps for devices, so no folder can have them. */
const DEVICE_NAMES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * A DNS label as Kubernetes wants it for a Service (RFC 1035), which also suits ECR, CloudFormation and npm.
 *
 * @param longest the most characters it may have
 */
export function dnsLabel(longest: number): Check {
  return (value) => {
    const name = String(value);
    if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
      return 'must be a DNS label: lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen';
    }
    if (name.length > longest) {
      return `must have at most ${longest} characters`;
    }
    return DEVICE_NAMES.test(name) ? 'must not be a device name that Windows reserves' : undefined;
  };
}

/**
 * The name of an application: a DNS label that ECR takes, too (no two hyphens in a row, two characters at least), and that makes no
 * namespace of Kubernetes' own.
 */
export const appName: Check = (value, resolved) => {
  const name = String(value);
  const broken = dnsLabel(40)(value, resolved);
  if (broken) {
    return broken;
  }
  if (name.length < 2 || name.includes('--')) {
    return 'must have at least 2 characters and no two hyphens in a row: ECR refuses others';
  }
  return /^kube(-|$)/.test(name)
    ? 'must not begin with "kube-": Kubernetes keeps such namespaces for itself'
    : undefined;
};

/** Twelve digits. An empty string stands for "not known yet". */
export const accountId: Check = (value) =>
  value === '' || /^[0-9]{12}$/.test(String(value)) ? undefined : 'must be 12 digits';

/** A branch name that Git, CodeCommit and a shell take as it is. Source: git check-ref-format(1). */
export const branchName: Check = (value) => {
  const name = String(value);
  if (!/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(name) || name.length > 100) {
    return 'must have at most 100 letters, digits, dots, underscores, slashes and hyphens, and start with a letter, a digit or an underscore';
  }
  if (/\.\.|\/\/|\/\.|\.$|\/$|\.lock(\/|$)/.test(name) || name === 'HEAD') {
    return 'must be a valid Git branch name (no "..", "//", "/.", final "." or "/", part ending in ".lock", nor HEAD)';
  }
  return /^[0-9a-f]{40}$/.test(name) ? 'must not look like a commit id' : undefined;
};

/** A CodeCommit repository name that is also a folder name everywhere and a valid npm package name. */
export const repositoryName: Check = (value) => {
  const name = String(value);
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name) || name.length > 100) {
    return 'must have at most 100 lower-case letters, digits, dots, underscores and hyphens, and start with a letter or a digit';
  }
  if (/\.git$|\.$/.test(name)) {
    return 'must not end with ".git" or a dot: CodeCommit refuses the one, Windows the other';
  }
  return DEVICE_NAMES.test(name.split('.')[0]) ? 'must not be a device name that Windows reserves' : undefined;
};

/** Source: the EKS API, CreateCluster; for a new cluster eksctl's own rule, which makes CloudFormation stacks of that name. */
export const clusterName: Check = (value, { cluster }) => {
  if (cluster === 'create' && !/^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(String(value))) {
    return 'must have at most 100 letters, digits and hyphens, and start with a letter, for eksctl to make it';
  }
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(String(value))
    ? undefined
    : 'must have at most 100 letters, digits, hyphens and underscores, and start with a letter or a digit';
};

/** The China regions lack some of AWS' offerings. Source: the CodePipeline user guide, InspectorScan; the service's regions. */
export function notInChina(value: OptionValue, offering: string): Check {
  return (given, { region }) =>
    given === value && String(region).startsWith('cn-')
      ? `must not be ${value} in ${region}: ${offering} does not exist there`
      : undefined;
}

/** One address, or empty. Narrower than the standard: the characters that people use, and a domain with a dot. */
export const email: Check = (value) => {
  const address = String(value);
  return address === '' ||
    (address.length <= 254 &&
      /^[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(address))
    ? undefined
    : 'must be an e-mail address such as team@example.com, or empty';
};

/** IPv4 ranges whose host bits are zero, at most 40 of them, as EKS takes them. */
export const cidrs: Check = (value: OptionValue) => {
  const ranges = value as readonly string[];
  const wrong = ranges.filter((range) => !isNetwork(range));
  if (wrong.length > 0) {
    return `must be IPv4 ranges such as 203.0.113.7/32 whose bits behind the prefix are zero (not ${wrong.map(quote).join(', ')})`;
  }
  if (new Set(ranges).size < ranges.length) {
    return 'must not repeat a range';
  }
  return ranges.length > 40 ? 'must have at most 40 ranges' : undefined;
};

function isNetwork(range: string): boolean {
  const match = /^([0-9.]+)\/([0-9]|[12][0-9]|3[0-2])$/.exec(range);
  if (!match || isIP(match[1]) !== 4) {
    return false;
  }
  const address = match[1].split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return address % 2 ** (32 - Number(match[2])) === 0;
}
