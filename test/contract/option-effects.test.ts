import { COVERED, NOT_COVERED } from '../e2e/aws/matrix';
import { filesChangedBy } from '../support/option-effects';
import { OPTIONS_OF_THE_PIPELINE } from '../support/option-sets';

test('the end-to-end pairs combine every option that changes the AWS resources', () => {
  const missing = OPTIONS_OF_THE_PIPELINE.filter((name) => !COVERED.includes(name) && NOT_COVERED[name] === undefined);
  expect(missing).toEqual([]);
  expect(Object.keys(NOT_COVERED).filter((name) => !OPTIONS_OF_THE_PIPELINE.includes(name))).toEqual([]);
});

test('rendering shows which files an option changes', () => {
  expect(filesChangedBy('unscannableImages')).toEqual(
    expect.arrayContaining(['app/infra/programs.yaml', 'app/scripts/image/scan.sh']),
  );
  expect(filesChangedBy('autoPrune').filter((path) => path.endsWith('.yaml'))).toEqual([
    'config/argocd/application.yaml',
  ]);
});
