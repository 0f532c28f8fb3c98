import { FakeCodeCommit, type Input, ServiceError } from './codecommit';
import { SAMPLES as CODECOMMIT } from './codecommit/samples';
import { SAMPLES } from './ecr/samples';
import { answeredByModel, hasError, modelProblems } from './service-model';
import { temporaryFolder } from '../support/temporary-folder';

const FINDINGS = 'DescribeImageScanFindings';
const scan = (more: object) => modelProblems('ecr', FINDINGS, 'output', more);

test.each(Object.entries(SAMPLES))(
  'the published ECR response conforms to the service model: %s',
  (_, { answer, source }) => {
    expect(scan(answer)).toEqual([]);
    expect(source).not.toBe('');
  },
);

describe('CodeCommit', () => {
  const fake = new FakeCodeCommit({ folder: temporaryFolder() });
  const call = (operation: string, input: Input): Input => fake.answer(operation, input, 'AKIAEXAMPLE') as Input;
  const repository = { repositoryName: 'MyDemoRepo' };
  const put = (
    branchName: string, parentCommitId: string | undefined, filePath: string, fileContent = 'dGV4dA==',
  ): Input =>
    call('CreateCommit', {
      ...repository, branchName, parentCommitId, putFiles: [{ filePath, fileContent }],
    });
  call('CreateRepository', repository);
  const first = put('main', undefined, 'README.md').commitId as string;
  call('CreateBranch', { ...repository, branchName: 'jane-branch', commitId: first });
  const second = put('jane-branch', first, 'readme.md').commitId as string;
  const made = put('jane-branch', second, 'third.md');
  const third = made.commitId as string;
  const targets = [{ ...repository, sourceReference: 'jane-branch', destinationReference: 'main' }];

  /** The stand-in's responses to the same calls, in a valid order. */
  const answers: Readonly<Record<string, object>> = {
    CreatePullRequest: call('CreatePullRequest', {
      title: 'Analyzer', description: 'Please review', targets, clientRequestToken: '123Example',
    }),
    GetPullRequest: call('GetPullRequest', { pullRequestId: '1' }),
    ListPullRequests: call('ListPullRequests', { ...repository, pullRequestStatus: 'OPEN' }),
    PostCommentForPullRequest: call('PostCommentForPullRequest', {
      ...repository,
      pullRequestId: '1',
      beforeCommitId: first,
      afterCommitId: second,
      content: 'Unused?',
      clientRequestToken: '123Example',
    }),
    UpdatePullRequestStatus: call('UpdatePullRequestStatus', { pullRequestId: '1', pullRequestStatus: 'CLOSED' }),
    CreateCommit: made,
    GetDifferences: call('GetDifferences', {
      ...repository,
      beforeCommitSpecifier: second,
      afterCommitSpecifier: put('jane-branch', third, 'readme.md', 'bmV3').commitId,
    }),
    GetBlob: call('GetBlob', { ...repository, blobId: made.filesAdded[0].blobId }),
    GetCommit: call('GetCommit', { ...repository, commitId: second }),
    GetFile: call('GetFile', { ...repository, filePath: 'README.md', commitSpecifier: 'main' }),
  };

  test.each(Object.entries(CODECOMMIT))(
    'the published CodeCommit response conforms to the service model: %s',
    (operation, { answer }) => {
      expect(modelProblems('codecommit', operation, 'output', answer)).toEqual([]);
    },
  );

  test.each(Object.entries(CODECOMMIT))(
    "the stand-in's response to %s has the published fields",
    (operation, { answer }) => {
      expect(missingIn(answer, answers[operation])).toEqual([]);
    },
  );

  test('finds a missing field in the stand-in\'s response', () => {
    const { parents: _, ...commit } = (answers.GetCommit as Input).commit;
    expect(missingIn(CODECOMMIT.GetCommit.answer, { commit })).toEqual(['.commit.parents']);
  });
});

/** The fields of a published response that a response lacks. An empty string or list counts as a missing field. */
function missingIn(sample: unknown, answer: unknown, path = ''): string[] {
  if (sample === '' || (Array.isArray(sample) && sample.length === 0)) {
    return [];
  }
  if (answer === undefined) {
    return [path];
  }
  if (Array.isArray(sample)) {
    return missingIn(sample[0], (answer as unknown[])[0], `${path}[0]`);
  }
  return typeof sample === 'object' && sample !== null
    ? Object.entries(sample).flatMap(([name, value]) =>
      missingIn(value, (answer as Record<string, unknown>)[name], `${path}.${name}`),
    )
    : [];
}

describe('the check finds', () => {
  test.each<[string, string[], string]>([
    ['an unknown operation', modelProblems('ecr', 'DescribeScan', 'output', {}), 'ecr has no operation DescribeScan'],
    [
      'an unknown field', scan({ imageScanStatus: { state: 'COMPLETE' } }),
      'output of ecr:DescribeImageScanFindings.imageScanStatus has no state',
    ],
    [
      'a string instead of a number', scan({ imageScanFindings: { imageScanCompletedAt: 'now' } }),
      'imageScanCompletedAt must be a number, not "now"',
    ],
    [
      'a map value of another type', scan({ imageScanFindings: { findingSeverityCounts: { LOW: '1' } } }),
      'findingSeverityCounts.LOW must be a number',
    ],
    [
      'an unknown field of a list item', scan({ imageScanFindings: { findings: [{}, { id: 'CVE' }] } }),
      'findings[1] has no id',
    ],
    ['a single value instead of a list', scan({ imageScanFindings: { findings: {} } }), 'findings must be a list'],
    ['a list instead of a structure', scan({ imageScanFindings: [] }), 'imageScanFindings must be a structure'],
    [
      'a missing required field', modelProblems('ecr', FINDINGS, 'input', { imageId: {} }),
      'input of ecr:DescribeImageScanFindings lacks repositoryName',
    ],
  ])('%s', (_, problems, problem) => {
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('rejects requests, responses and errors that the service model lacks', () => {
    const asked = (input: object, answer: () => object) => () => answeredByModel('ecr', FINDINGS, input, answer);
    expect(asked({ repository: 'a' }, () => ({}))).toThrow('has no repository');
    expect(asked({}, () => ({ findings: [] }))).toThrow('has no findings');
    expect(
      asked({}, () => {
        throw new ServiceError('NoSuchException', '');
      }),
    ).toThrow('ecr has no error NoSuchException');
    expect(
      asked({}, () => {
        throw new ServiceError('ScanNotFoundException', 'none');
      }),
    ).toThrow('none');
    expect(hasError('codecommit', 'ScanNotFoundException')).toBe(false);
  });
});
