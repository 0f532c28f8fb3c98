import { resolveOptions } from '../../src/options/resolve';
import { createContext } from '../../src/render/context';
import { printReason } from '../../src/render/reasons';

const context = createContext('app', resolveOptions({ appName: 'shop' }), '0.0.0');

test("a short reason becomes one comment in the file's language", () => {
  expect(printReason('immutable-tags', context, 'yaml', 4)).toBe(
    '    # Each tag is a commit, and the image of a commit must not change.\n',
  );
  expect(printReason('immutable-tags', context, 'javascript', 0)).toBe(
    '// Each tag is a commit, and the image of a commit must not change.\n',
  );
});

test('a long reason wraps into lines of similar length', () => {
  const lines = printReason('promotion', context, 'yaml', 2).trimEnd().split('\n');
  const lengths = lines.map((line) => line.length);
  expect(lines.every((line) => line.startsWith('  # '))).toBe(true);
  expect(lines).toHaveLength(3);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(120);
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(20);
});

test('an unknown reason is an error that names the existing ones', () => {
  expect(() => printReason('because', context, 'yaml', 0)).toThrow(/why\/because.*only access-logs, /);
});
