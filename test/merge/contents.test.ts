import { mergeContents } from '../../src/merge/contents';

describe('package.json', () => {
  const base = { name: 'shop', scripts: { test: 'node --test', projen: 'projen' }, devDependencies: { 'create-gitops-eks': '^0.1.0', 'projen': '^0.103.0' } };
  const print = (value: object, indent: string | number = 2) => `${JSON.stringify(value, undefined, indent)}\n`;
  const merge = (ours: string, theirs: object) => mergeContents({ path: 'package.json', base: print(base), ours, theirs: print(theirs) });
  const read = (ours: object, theirs: object) => JSON.parse(merge(print(ours), theirs).text ?? 'null');
  const cdk = { ...base, devDependencies: { 'aws-cdk-lib': '^2.276.0', ...base.devDependencies } };
  const withRange = (range: string) => ({ ...base, devDependencies: { ...base.devDependencies, projen: range } });

  test('gets what the generator needs, beside what the user added', () => {
    const ours = { ...base, dependencies: { express: '^5.0.0' }, scripts: { ...base.scripts, lint: 'eslint .' } };
    expect(read(ours, cdk)).toEqual({ ...ours, devDependencies: cdk.devDependencies });
  });

  test('names new packages in the order of their names', () => {
    expect(Object.keys(read({ ...base, version: '2.0.0' }, cdk).devDependencies)).toEqual(['aws-cdk-lib', 'create-gitops-eks', 'projen']);
  });

  test('loses what the generator needs no more, unless the user changed it', () => {
    const theirs = { ...base, devDependencies: { 'create-gitops-eks': '^0.1.0' } };
    expect(read({ ...base, type: 'module' }, theirs).devDependencies).toEqual(theirs.devDependencies);
    expect(read(withRange('^0.104.0'), theirs).devDependencies.projen).toBe('^0.104.0');
  });

  test.each<[string, string, string, string]>([
    ['the user\'s version stays where it is higher', '^0.200.0', '^0.104.0', '^0.200.0'],
    ['a version that the user did not change follows the generator', '^0.103.0', '^0.104.0', '^0.104.0'],
    ['a version of the user that is too low follows the generator', '^0.103.5', '^0.104.0', '^0.104.0'],
    ['an exact version stays exact', '0.103.5', '^0.104.0', '0.104.0'],
    ['nothing is downgraded', '^0.103.0', '^0.102.9', '^0.103.0'],
    ['a number of two digits is more than one of one digit', '^0.103.10', '^0.103.9', '^0.103.10'],
    ['a preview is less than its release', '^0.104.0-beta.1', '^0.104.0', '^0.104.0'],
    ['what is no plain range of the user\'s stays', 'git+https://example.com/projen.git', '^0.104.0', 'git+https://example.com/projen.git'],
  ])('%s', (_, ours, theirs, expected) => {
    expect(read(withRange(ours), withRange(theirs)).devDependencies.projen).toBe(expected);
  });

  test('a package that the user removed stays away', () => {
    const ours = { ...base, devDependencies: { 'create-gitops-eks': '^0.1.0' } };
    expect(read(ours, withRange('^0.104.0'))).toEqual(ours);
  });

  test('keeps the order, the indentation and the form of what did not change', () => {
    const ours = '{\n    "files": ["a", "b"],\n    "name": "shop",\n    "scripts": { "test": "node --test", "projen": "projen" },\n'
      + '    "devDependencies": { "create-gitops-eks": "^0.1.0", "projen": "^0.103.0" }\n}';
    expect(merge(ours, cdk).text).toBe('{\n    "files": ["a", "b"],\n    "name": "shop",\n    "scripts": { "test": "node --test", "projen": "projen" },\n'
      + '    "devDependencies": {\n        "aws-cdk-lib": "^2.276.0",\n        "create-gitops-eks": "^0.1.0",\n        "projen": "^0.103.0"\n    }\n}');
  });

  test('a field that both sides changed is a conflict with its name', () => {
    const ours = { ...base, scripts: { ...base.scripts, test: 'vitest' } };
    const theirs = { ...base, scripts: { ...base.scripts, test: 'node --import tsx --test' } };
    expect(merge(print(ours), theirs)).toEqual({ conflict: { fields: ['scripts.test'] } });
  });

  test('that is no JSON is merged as lines', () => {
    const text = merge(`// Mine.\n${print(base)}`, cdk).text;
    expect(text).toMatch(/^\/\/ Mine\.\n/);
    expect(text).toContain('aws-cdk-lib');
  });
});

describe('other JSON', () => {
  const merge = (base: unknown, ours: unknown, theirs: unknown) => {
    const { text } = mergeContents({ path: 'cdk.json', ...Object.fromEntries(Object.entries({ base, ours, theirs }).map(([name, value]) => [name, JSON.stringify(value)])) as Record<'base' | 'ours' | 'theirs', string> });
    return text && JSON.parse(text);
  };

  test('lists of plain values get what either side added, and lose what either side removed', () => {
    expect(merge({ x: ['a', 'b', 'c'] }, { x: ['a', 'c', 'mine'] }, { x: ['a', 'b', 'yours'] })).toEqual({ x: ['a', 'mine', 'yours'] });
  });

  test('a list of objects that both sides changed in one place is a conflict', () => {
    expect(merge({ x: [{ a: 1 }] }, { x: [{ a: 2 }] }, { x: [{ a: 3 }] })).toBeUndefined();
  });

  test('long numbers and the name __proto__ come through', () => {
    const ours = '{ "big": 12345678901234567890, "__proto__": { "a": 1 }, "c": 1 }';
    expect(mergeContents({ path: 'a.json', base: '{ "c": 1 }', ours, theirs: '{ "b": 1, "c": 2 }' }).text)
      .toBe('{\n  "b": 1,\n  "big": 12345678901234567890,\n  "__proto__": { "a": 1 },\n  "c": 2\n}');
  });
});

describe('line ends', () => {
  const base = 'a: 1\nb: 1\nc: 1\n';

  test('of Windows stay, and are no difference', () => {
    const merged = mergeContents({ path: 'x.yaml', base, ours: 'a: 1\r\nb: 1\r\nc: 2\r\n', theirs: 'a: 2\nb: 1\nc: 1\n' });
    expect(merged).toEqual({ text: 'a: 2\r\nb: 1\r\nc: 2\r\n' });
  });

  test('that are missing at the end of the file stay missing', () => {
    expect(mergeContents({ path: 'x.yaml', base, ours: base.trimEnd(), theirs: 'a: 2\nb: 1\nc: 1\n' })).toEqual({ text: 'a: 2\nb: 1\nc: 1' });
  });
});

describe('an overlay', () => {
  const zeros = `sha256:${'0'.repeat(64)}`;
  const running = `sha256:${'ab'.repeat(32)}`;
  const overlay = (image: string, digest: string, count: number, name = 'shop') =>
    `resources:\n  - ../../base\n\nreplicas:\n  - name: ${name}\n    count: ${count}\n\nimages:\n  - name: ${name}\n    newName: ${image}\n    digest: ${digest}\n`;
  const merge = (ours: string, theirs: string) =>
    mergeContents({ path: 'k8s/overlays/production/kustomization.yaml', base: overlay('one/shop', zeros, 2), ours, theirs }).text;

  test('keeps the digest that the pipeline wrote, whatever else changes', () => {
    expect(merge(overlay('one/shop', running, 2), overlay('one/shop', zeros, 5))).toBe(overlay('one/shop', running, 5));
    expect(merge(overlay('one/shop', running, 2), overlay('two/shop', zeros, 2))).toBe(overlay('one/shop', running, 2));
    expect(merge(overlay('one/shop', running, 2), overlay('two/store', zeros, 2, 'store'))).toBe(overlay('one/shop', running, 2, 'store'));
  });

  test('keeps replicas edited by hand', () => {
    expect(merge(overlay('one/shop', running, 7), overlay('two/shop', zeros, 2))).toBe(overlay('one/shop', running, 7));
  });

  test('follows the answers before the pipeline has written', () => {
    expect(merge(`# Mine.\n${overlay('one/shop', zeros, 2)}`, overlay('two/shop', zeros, 5))).toBe(`# Mine.\n${overlay('two/shop', zeros, 5)}`);
  });

  test('keeps the digests of other images', () => {
    const mine = `${overlay('one/shop', running, 2)}  - name: proxy\n    newName: envoy\n    digest: ${zeros.replace(/0/g, 'c')}\n`;
    expect(merge(mine, overlay('two/shop', zeros, 2))).toBe(mine);
  });
});
