import * as fc from 'fast-check';
import { anyText } from './fuzz';
import { DIMENSIONS, withRequired } from './option-values';
import type { Answers, Option, OptionValue } from '../../src/options/option';
import { REGIONS } from '../../src/options/regions';
import { defaultOf } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

const label = (longest: number) => fc.stringMatching(new RegExp(`^[a-z]([a-z0-9-]{0,${longest - 2}}[a-z0-9])?$`));
const byte = fc.integer({ min: 0, max: 255 });

/** A range whose host bits are zero. */
const cidr = fc.tuple(byte, byte, byte, byte, fc.integer({ min: 0, max: 32 })).map(([a, b, c, d, prefix]) => {
  const size = 2 ** (32 - prefix);
  const network = Math.floor((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${prefix}`;
});

/** Strings that the rules must allow, written from the services' documentation and not from the rules. */
const ALLOWED_TEXTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  appName: fc
    .stringMatching(/^[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}$/)
    .filter((name) => name.length <= 40 && !/^kube(-|$)/.test(name)),
  region: fc.constantFrom(...REGIONS),
  accountId: fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9]{12}$/)),
  defaultBranch: fc
    .tuple(
      fc.array(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,8}$/), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('/', '.', '-'),
    )
    .map(([parts, joint]) => parts.join(joint))
    .filter((name) => !/\.lock$/.test(name) && name !== 'HEAD'),
  configRepoName: label(100).map((name) => `${name}.config`),
  environment: label(20),
  clusterName: fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,99}$/),
  identityCenterRegion: fc.constantFrom('us-east-1', 'ap-southeast-4', 'us-gov-west-1'),
  identityCenterArn: fc
    .tuple(fc.constantFrom('ssoins-', 'ins-'), fc.stringMatching(/^[A-Za-z0-9.-]{16}$/))
    .map(([kind, id]) => `arn:aws:sso:::instance/${kind}${id}`),
  argocdAdmin: fc
    .tuple(fc.constantFrom('', '93670a3c5b-'), fc.uuid())
    .map(([store, id]) => `${store}${id}`),
  publicAccessCidrs: fc.uniqueArray(cidr, { maxLength: 40 }),
  notify: fc.oneof(
    fc.constant(''),
    fc
      .tuple(fc.stringMatching(/^[A-Za-z0-9.%+'_-]{1,30}$/), label(20), label(10))
      .map(([name, host, end]) => `${name}@${host}.${end.replace(/[^a-z]/g, 'x')}x`),
  ),
};

const DEVICE_NAMES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

/** Valid answers. Every option that is not required may be missing. */
export const validAnswers: fc.Arbitrary<Answers> = fc
  .record(Object.fromEntries(OPTIONS.map((option) => [option.name, validValue(option)])), {
    requiredKeys: OPTIONS.filter((option) => option.required && !option.when).map((option) => option.name),
  })
  .map((answers) => withRequired(withoutEffectless(withOneName(answers))))
  .filter(
    ({ region, scanner, sign, engine, repoAuth, iac, environments, layout, upgrades, defaultBranch }) =>
      !(layout === 'single' && (upgrades === 'weekly' || /^(deploy|promote)(\/|$)/.test(String(defaultBranch)))) &&
      !(iac === 'terraform' && sign === true) &&
      !(String(region).startsWith('cn-') && (scanner === 'inspector' || sign === true)) &&
      !(engine === 'argocd-managed' && ((environments ?? []) as readonly unknown[]).length > 0) &&
      !(/^(cn|us-gov)-/.test(String(region)) && engine === 'argocd-managed') &&
      !(repoAuth === 'ssh' && JSON.stringify(environments ?? []).includes('clusterName')) &&
      repoAuth !== 'iam',
  );

const ODD_NUMBERS = [
  0, -0, -1, 1.5, 1e21, 2 ** 53, 2 ** 31, Number.MAX_VALUE, Number.MIN_VALUE, NaN, Infinity, -Infinity, 12345678901,
  123456789012,
];

/** Wrong types and huge or odd numbers, and texts from anywhere. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 1, arbitrary: fc.array(anyText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NUMBERS) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('007', '-0', '1e1', '0x10', ' 3', '3 ', '９', '1'.repeat(400), 'a'.repeat(5000)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      true,
      false,
      {},
      [],
      [[]],
      [null],
      [1],
      { length: 1 },
      new Date(0),
      10n,
      Symbol('a'),
      () => 'a',
      new Map(),
      /a/,
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue().filter((value) => value !== null) },
);

function validValue({ name, type, range }: Option): fc.Arbitrary<unknown> {
  const arbitrary =
    ALLOWED_TEXTS[name] ??
    (range ? fc.integer({ min: range[0], max: range[1] }) : fc.constantFrom(...DIMENSIONS[name]));
  return type === 'string'
    ? arbitrary.filter((value) => !DEVICE_NAMES.test(String(value)) && !/^[0-9a-f]{40}$/.test(String(value)))
    : arbitrary;
}

/** With several environments, the name of a single one has no effect, or is one of theirs. */
function withOneName(answers: Answers): Answers {
  const { environment: _, ...others } = answers;
  return (others.environments as readonly unknown[] | undefined)?.length ? others : answers;
}

/** Omits answers to questions that another answer makes void. */
function withoutEffectless(answers: Answers): Answers {
  const valueOf = (name: string) => {
    const option = OPTIONS.find((row) => row.name === name)!;
    return answers[name] ?? defaultOf(option, {});
  };
  return Object.fromEntries(Object.entries(answers).filter(([name]) => {
    const when = OPTIONS.find((option) => option.name === name)?.when ?? [];
    return when.every(({ option, values }) => values.includes(valueOf(option) as OptionValue));
  }));
}
