import { ServiceError } from '../support/codecommit';
import { SAMPLES } from '../support/ecr/samples';
import { answeredByModel, hasError, modelProblems } from '../support/service-model';

const FINDINGS = 'DescribeImageScanFindings';
const scan = (more: object) => modelProblems('ecr', FINDINGS, 'output', more);

test.each(Object.entries(SAMPLES))('the published answer conforms to the model: %s', (_, { answer, source }) => {
  expect(scan(answer)).toEqual([]);
  expect(source).not.toBe('');
});

describe('the check finds', () => {
  test.each<[string, string[], string]>([
    ['an operation that does not exist', modelProblems('ecr', 'DescribeScan', 'output', {}), 'ecr has no operation DescribeScan'],
    ['a field that does not exist', scan({ imageScanStatus: { state: 'COMPLETE' } }), 'output of ecr:DescribeImageScanFindings.imageScanStatus has no state'],
    ['a text that should be a number', scan({ imageScanFindings: { imageScanCompletedAt: 'now' } }), 'imageScanCompletedAt must be a number, not "now"'],
    ['a value of a map of another type', scan({ imageScanFindings: { findingSeverityCounts: { LOW: '1' } } }), 'findingSeverityCounts.LOW must be a number'],
    ['a field of an item that does not exist', scan({ imageScanFindings: { findings: [{}, { id: 'CVE' }] } }), 'findings[1] has no id'],
    ['one value where a list is expected', scan({ imageScanFindings: { findings: {} } }), 'findings must be a list'],
    ['a list where a structure is expected', scan({ imageScanFindings: [] }), 'imageScanFindings must be a structure'],
    ['a required field that is missing', modelProblems('ecr', FINDINGS, 'input', { imageId: {} }), 'input of ecr:DescribeImageScanFindings lacks repositoryName'],
  ])('%s', (_, problems, problem) => {
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('a request, an answer and an error that the service does not know', () => {
    const asked = (input: object, answer: () => object) => () => answeredByModel('ecr', FINDINGS, input, answer);
    expect(asked({ repository: 'a' }, () => ({}))).toThrow('has no repository');
    expect(asked({}, () => ({ findings: [] }))).toThrow('has no findings');
    expect(asked({}, () => { throw new ServiceError('NoSuchException', ''); })).toThrow('ecr has no error NoSuchException');
    expect(asked({}, () => { throw new ServiceError('ScanNotFoundException', 'none'); })).toThrow('none');
    expect(hasError('codecommit', 'ScanNotFoundException')).toBe(false);
  });
});
