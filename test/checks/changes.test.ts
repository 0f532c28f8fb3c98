import { CHANGES } from './changes-of-users';
import { checkPair } from '../../src/checks';
import { pairOf } from '../support/plant';

test.each(CHANGES)('finds nothing after $change', ({ edits, files, unchecked = [] }) => {
  expect(checkPair(pairOf({ appName: 'shop' }, edits, files))).toEqual({ findings: [], unchecked });
});
