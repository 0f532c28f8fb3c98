import { isIP } from 'node:net';
import { Layout, UpgradeSchedule } from './enums';
import type { Condition, Option, OptionValue } from './option';
import { quote } from './problem';

type Check = NonNullable<Option['check']>;

/** Windows reserves these names for devices: no folder can have them. */
const DEVICE_NAMES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Whether Windows refuses a folder of this name. */
export function isDeviceName(name: string): boolean {
  return DEVICE_NAMES.test(name.toLowerCase());
}

/**
 * A DNS label that Kubernetes accepts as the name of a Service (RFC 1035). ECR, CloudFormation and npm accept it, too.
 *
 * @param longest the maximum length in characters
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
 * An application name: a DNS label that ECR accepts (at least two characters, no consecutive hyphens), and whose
 * namespace Kubernetes does not reserve.
 */
export const appName: Check = (value, resolved) => {
  const name = String(value);
  const broken = dnsLabel(40)(value, resolved);
  if (broken) {
    return broken;
  }
  if (name.length < 2 || name.includes('--')) {
    return 'must have at least 2 characters and no consecutive hyphens: ECR refuses other names';
  }
  return /^kube(-|$)/.test(name) ? 'must not be "kube" or begin with "kube-": Kubernetes reserves such namespaces' : undefined;
};

/** An AWS account ID (12 digits), or an empty string if it is unknown. */
export const accountId: Check = (value) =>
  value === '' || /^[0-9]{12}$/.test(String(value)) ? undefined : 'must be 12 digits, or empty';

/**
 * A branch name that Git and CodeCommit accept and that needs no quotes in a shell. Source: git check-ref-format(1).
 */
export const branchName: Check = (value) => {
  const name = String(value);
  if (!/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(name) || name.length > 100) {
    return 'must have at most 100 letters, digits, dots, underscores, slashes and hyphens, and start with a letter, a digit or an underscore';
  }
  if (/\.\.|\/\/|\/\.|\.$|\/$|\.lock(\/|$)/.test(name) || name === 'HEAD') {
    return 'must be a valid Git branch name (no "..", "//", "/.", final "." or "/", part ending in ".lock", nor HEAD)';
  }
  return /^[0-9a-f]{40}$/.test(name) ? 'must not look like a commit ID' : undefined;
};

/**
 * A CodeCommit repository name that is also a valid folder name on every operating system and a valid npm package name.
 */
export const repositoryName: Check = (value) => {
  const name = String(value);
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name) || name.length > 100) {
    return 'must have at most 100 lower-case letters, digits, dots, underscores and hyphens, and start with a letter or a digit';
  }
  if (/\.git$|\.$/.test(name)) {
    return 'must not end with ".git", which CodeCommit refuses, or with a dot, which Windows refuses';
  }
  return DEVICE_NAMES.test(name.split('.')[0]) ? 'must not be a device name that Windows reserves' : undefined;
};

/**
 * An EKS cluster name. Source: the EKS API, CreateCluster. For a new cluster, the rule for CloudFormation stack names
 * applies, too: eksctl names its stacks after the cluster.
 */
export const clusterName: Check = (value, { cluster }) => {
  if (cluster === 'create' && !/^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(String(value))) {
    return 'must have at most 100 letters, digits and hyphens, and start with a letter: eksctl refuses other names';
  }
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(String(value))
    ? undefined
    : 'must have at most 100 letters, digits, hyphens and underscores, and start with a letter or a digit';
};

/**
 * Refuses a value in the China regions, which lack its AWS feature.
 * Source: the CodePipeline user guide, InspectorScan; the service's regions.
 *
 * @param offering the name of the feature, for the message
 */
export function notInChina(value: OptionValue, offering: string): Check {
  return (given, { region }) => given === value && String(region).startsWith('cn-')
    ? `must not be ${value} in ${region}: ${offering} is not available there`
    : undefined;
}

/** Refuses scheduled upgrades if their permission for `upgrade/*` would include the default branch. */
export const notOnUpgradeBranch: Check = (value, { defaultBranch }) =>
  value !== UpgradeSchedule.NONE && String(defaultBranch).startsWith('upgrade/')
    ? `must be ${UpgradeSchedule.NONE} if defaultBranch begins with "upgrade/": the upgrades may write to such branches`
    : undefined;

/** Refuses a default branch that the permission of the promotion would include, or whose name Git would refuse then. */
export const notOnStateBranch: Check = (value, { layout }) =>
  layout === Layout.SINGLE && /^(deploy|promote)(\/|$)/.test(String(value))
    ? `must not be "deploy" or "promote", or begin with them and a slash, with layout: ${Layout.SINGLE}: the promotion writes to such branches`
    : undefined;

/**
 * Refuses a value outside the commercial regions, which lack its AWS feature.
 * Source: the EKS user guide, "EKS Capabilities".
 *
 * @param offering the name of the feature, for the message
 */
export function inCommercialRegions(value: OptionValue, offering: string): Check {
  return (given, { region }) => given === value && /^(cn|us-gov)-/.test(String(region))
    ? `must not be ${value} in ${region}: ${offering} is not available there`
    : undefined;
}

/** The name of an AWS region. IAM Identity Center is also in regions without CodeCommit. */
export const regionName: Check = (value) =>
  /^[a-z]{2}(-[a-z]+)+-[1-9]$/.test(String(value)) ? undefined : 'must be an AWS region such as us-east-1';

/** Source: the IAM Identity Center API, InstanceArn. */
export const identityCenterArn: Check = (value) =>
  /^arn:aws:sso:::instance\/(sso)?ins-[a-zA-Z0-9.-]{16}$/.test(String(value))
    ? undefined
    : 'must be the ARN of an IAM Identity Center instance, such as arn:aws:sso:::instance/ssoins-0123456789abcdef';

/** Source: the Identity Store API, ResourceId. */
export const identityStoreId: Check = (value) =>
  /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/.test(String(value))
    ? undefined
    : 'must be the ID of a group or user, such as 0123456789-01234567-89ab-cdef-0123-456789abcdef: not its name';

/**
 * Refuses a value together with values of an option above its row.
 *
 * @param reason why they exclude each other, for the message
 */
export function notWith(value: OptionValue, { option, values }: Condition, reason: string): Check {
  return (given, resolved) => given === value && values.includes(resolved[option])
    ? `must not be ${value} with ${option}: ${resolved[option]}: ${reason}`
    : undefined;
}

/**
 * One e-mail address, or an empty string. Stricter than the standard: common characters only, and a domain with a dot.
 */
export const email: Check = (value) => {
  const address = String(value);
  return address === '' ||
    (address.length <= 254 &&
      /^[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(address))
    ? undefined
    : 'must be an e-mail address such as team@example.com, or empty';
};

/** At most 40 IPv4 CIDR blocks whose host bits are zero. EKS refuses others. */
export const cidrs: Check = (value: OptionValue) => {
  const ranges = value as readonly string[];
  const wrong = ranges.filter((range) => !isNetwork(range));
  if (wrong.length > 0) {
    return `must be IPv4 CIDR blocks such as 203.0.113.7/32, with host bits of zero (not ${wrong.map(quote).join(', ')})`;
  }
  if (new Set(ranges).size < ranges.length) {
    return 'must not repeat a CIDR block';
  }
  return ranges.length > 40 ? 'must have at most 40 CIDR blocks' : undefined;
};

function isNetwork(range: string): boolean {
  const match = /^([0-9.]+)\/([0-9]|[12][0-9]|3[0-2])$/.exec(range);
  if (!match || isIP(match[1]) !== 4) {
    return false;
  }
  const address = match[1].split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return address % 2 ** (32 - Number(match[2])) === 0;
}
