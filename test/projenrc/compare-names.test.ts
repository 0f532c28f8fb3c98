import fc from 'fast-check';
import { compareNames } from '../../projenrc/bundle/compare-names';

test('names in ASCII are sorted as localeCompare sorts them', () => {
  const { compare } = new Intl.Collator('en');
  const name = fc.string({ unit: fc.mapToConstant({ num: 95, build: (code) => String.fromCharCode(32 + code) }), maxLength: 8 });
  // From few characters, so that names share their beginnings, or differ by case alone.
  const similar = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '-', '.', '/', '1'), maxLength: 5 });
  fc.assert(fc.property(fc.oneof(fc.tuple(name, name), fc.tuple(similar, similar)), ([one, other]) => {
    expect(Math.sign(compareNames(one, other))).toBe(Math.sign(compare(one, other)));
  }), { numRuns: 5_000 });
});
