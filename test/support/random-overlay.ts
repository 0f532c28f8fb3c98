import * as fc from 'fast-check';

/** The application whose image is promoted. */
export const APP = 'shop';

/** Images of the containers in the base, the application's first. */
export const CONTAINERS = [
  APP, 'envoy', 'docker.io/envoyproxy/envoy:v1', 'redis:7', 'registry.example/shop:1', 'shop-worker', 'shop:1.0',
];

export const digest = (character: string) => `sha256:${character.repeat(64)}`;

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 40) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** Sections beside `images`. */
const SECTIONS = [
  'namespace: shop\n',
  'namespace: "shop"   # quoted\n',
  "namePrefix: 'a-'\n",
  'nameSuffix: -b\n\n',
  '# don\'t "touch\n',
  '#\timages:\n#  - name: shop\n',
  "commonAnnotations:\n  note: it is 5 o'clock # isn't it\n",
  'commonAnnotations:\n  "a/b": "c # d"\n  e: \'f: g\'\n',
  'commonAnnotations:\n  a: "x\\"y"\n',
  'labels:\n  - pairs: { a: "b", c: d }\n    includeSelectors: false\n',
  'labels: []\n',
  'labels: [\n  ]\n',
  'labels:\n- pairs:\n    a: &a b\n    c: *a\n',
  'replicas:\n- count: 2\n  name: shop\n',
  'patches:\n- patch: |-\n    - op: add\n      path: /metadata/labels\n      value: {images: "shop"}\n  target:\n    kind: Deployment\n',
  'patches:\n  - target: {kind: Deployment}\n    patch: |\n      [{"op": "add", "path": "/metadata/annotations",\n        "value": {"images": "- name: shop"}}]\n',
  'configMapGenerator:\n- name: c\n  literals:\n  - |\n    a=b\n  - c=>\n  - "d=e"\n  options: {disableNameSuffixHash: true}\n',
];
/** Sections that are ambiguous, or in which kustomize may find another list of images. */
const STRANGE_SECTIONS = [
  'commonAnnotations:\n  a: "x\n', "commonAnnotations:\n  don't: 'x\n", 'labels: [\n', 'labels:\n- {\n',
  'commonAnnotations:\n  note: "\nimages:\n- name: shop\n  newName: a\n  digest: b\n# "\n',
  'Images:\n- name: shop\n  newTag: x\n',
  'imageTags:\n- name: shop\n  newTag: x\n',
  '"images":\n- name: shop\n',
  'images: []\n',
  '---\nnamespace: x\n',
  '...\n',
  '<<: {namePrefix: x-}\n',
  '? namePrefix\n: x-\n',
];

/** A scalar, plain or quoted, and rarely in an unusual YAML form. */
const quoted = (value: string) => rarely(pick(value, value, `"${value}"`, `'${value}'`), pick(
  `!!str ${value}`, `&a ${value}`, '*a', '', 'null', '~', `>-\n      ${value}`, `${value}\n      more`,
  `"\\x${value.charCodeAt(0).toString(16)}${value.slice(1)}"`, `"${value.slice(0, 2)}\\\n      ${value.slice(2)}"`,
), 150);

const OTHERS = [
  { name: 'envoy', newName: 'docker.io/envoyproxy/envoy', digest: digest('e') },
  { name: 'redis', newTag: '7.4' },
  { name: 'docker.io/envoyproxy/envoy', newName: 'mirror.example:5000/envoy' },
  { name: 'redis', tagSuffix: '-alpine' },
  { name: 'shop-worker', newName: 'registry.example/worker', digest: digest('c') },
  { newTag: 'x' },
  { name: 'sho', newTag: 'x' },
  { name: 'envoy', newTag: '1', digest: digest('f') },
  { name: 'registry.example/sho', newTag: 'x' },
];
/** Entries that kustomize applies to the application's container, too. */
const CLASHING = [
  { name: 'sh.p', newName: 'x' },
  { name: 'shop:1.0', newTag: 'y' },
  { name: 'shop.1.0', newTag: 'q' },
  { name: '.*', newTag: 'z' },
  { name: 'registry.example/shop', newTag: 'z' },
  { name: `registry.example/shop@${digest('b')}`, newTag: 'x' },
  { name: `shop@${digest('a')}`, newTag: 'y' },
  { name: 'shop', newName: 'twice' },
  { name: 'redis', newName: 'shop' },
];
const WHOLE = { name: APP, newName: 'x', digest: digest('a') };
const ours = rarely<Record<string, string>>(
  fc.record({
    name: fc.constant(APP),
    newName: pick('registry.example/shop', 'old.example:5000/x/shop', '0000.example/shop'),
    digest: pick(digest('0'), digest('a')),
  }),
  pick<Record<string, string>>(
    { name: APP, newName: 'x' },
    { name: APP, digest: digest('a') },
    { name: APP, newName: 'x', newTag: 'y' },
    { ...WHOLE, newTag: 'y' },
    { ...WHOLE, tagSuffix: '-y' },
    { Name: APP, newName: 'x', digest: digest('a') },
    { ...WHOLE, Digest: digest('c') },
    { ...WHOLE, more: 'z' },
  ),
  10,
);

const inAnyOrder = <T>(values: T[]) => fc.shuffledSubarray(values, { minLength: values.length });

/** An entry of `images`, its fields in any order. */
const entryOf = (fields: Record<string, string>): fc.Arbitrary<string[]> =>
  inAnyOrder(Object.keys(fields)).chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc
          .tuple(quoted(fields[key]), pick(' ', ' ', '  '), pick('', '', '', ' ', ' # by us', '  #"', " # isn't it"))
          .map(([value, space, comment]) => `${key}:${space}${value}${comment}`),
      ),
    ),
  );

const layout = fc.record({
  indent: pick('', '  ', '    '),
  gap: pick(' ', ' ', '   '),
  between: pick('', '', '', '\n', '  # between\n', '# "left\n'),
});
const images = fc
  .tuple(ours, fc.array(rarely(pick(...OTHERS), pick(...CLASHING), 12), { maxLength: 3 }), layout)
  .chain(([own, others, { indent, gap, between }]) =>
    inAnyOrder([own, ...others] as Array<Record<string, string>>)
      .chain((all) => fc.tuple(...all.map(entryOf)))
      .map(
        (entries) =>
          `images:\n${entries.map((fields) => `${indent}-${gap}${fields.join(`\n${between}${indent} ${gap}`)}\n`).join(between)}`,
      ),
  );
const FIELDS = `name: shop\n  newName: a\n  digest: ${digest('a')}\n`;
const FLOW = `{name: shop, newName: x, digest: "${digest('a')}"}`;
const flowing = pick(
  '', 'images:\n', `images: [${FLOW}]\n`, `images:\n- ${FLOW}\n`, `images:\n- &x\n  ${FIELDS}`,
  `images:\n-\n  ${FIELDS}`, `x: &x {newName: a}\nimages:\n- <<: *x\n  name: shop\n  digest: ${digest('a')}\n`,
);

/** A typo at any place. */
const slip = fc.record({
  at: fc.nat(),
  insert: pick(...'"\'[]{}#*!|>-:?,\t\n\r \\\u0085\u2028é', ' #', '&a ', '- ', ': ', '---\n', ''),
  remove: pick(0, 0, 1, 3),
});
const lineEnds = rarely(pick('\n', '\n', '\n', '\r\n'), pick('\r', '\u0085', '\u2028', '\u2029', '\n\r', '\r\r\n'), 25);

/** A random overlay as people and kustomize write it, often with an ambiguity. */
export const anyOverlay: fc.Arbitrary<string> = fc
  .record({
    head: rarely(
      pick('', '', '---\n', '# Ours.\n\n---\n', 'kind: Kustomization\n'),
      pick('---\n---\n', '--- # x\n', '%YAML 1.1\n---\n', '\ufeff', 'x\n'),
    ),
    sections: fc.shuffledSubarray(SECTIONS, { maxLength: 5 }),
    strange: rarely(
      fc.constant<string[]>([]), pick(...STRANGE_SECTIONS).map((one) => [one]), 8,
    ),
    images: rarely(images, flowing, 12),
    shift: fc.nat(6),
    slips: rarely(
      fc.constant<Array<{ at: number; insert: string; remove: number }>>([]),
      fc.array(slip, { minLength: 1, maxLength: 2 }), 2,
    ),
    lineEnd: lineEnds,
    end: pick('\n', '\n', ''),
  })
  .map(({ head, sections, strange, images: list, shift, slips, lineEnd, end }) => {
    const all = [...strange, ...sections, 'resources:\n- deployment.yaml\n'];
    all.splice(shift % (all.length + 1), 0, list);
    const text = slips.reduce(
      (before, { at, insert, remove }) => {
        const place = at % (before.length + 1);
        return before.slice(0, place) + insert + before.slice(place + remove);
      },
      head + all.join('').replace(/\n$/, end),
    );
    return text.replace(/\n/g, lineEnd);
  });
