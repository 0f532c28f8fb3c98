/** A response that AWS publishes as an example. */
export interface Sample {
  readonly source: string;
  readonly answer: object;
}

const example = (command: string, answer: object): Sample => ({
  source: `AWS CLI command reference, codecommit ${command}, example`, answer,
});

const pullRequest = (status: string, reference: string): object => ({
  authorArn: 'arn:aws:iam::111111111111:user/Jane_Doe',
  clientRequestToken: '123Example',
  creationDate: 1_508_962_823.285,
  description: 'Please review these changes by Tuesday',
  lastActivityDate: 1_508_962_823.285,
  pullRequestId: '42',
  pullRequestStatus: status,
  pullRequestTargets: [{
    destinationCommit: '5d036259EXAMPLE',
    destinationReference: 'refs/heads/main',
    mergeMetadata: { isMerged: false },
    repositoryName: 'MyDemoRepo',
    sourceCommit: '317f8570EXAMPLE',
    sourceReference: reference,
  }],
  title: 'Pronunciation difficulty analyzer',
});

/**
 * Responses to the operations that the generated programs call. The example of GetBranch is missing, because it
 * violates the service's model.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  CreateCommit: example('create-commit', {
    commitId: '4df8b524-EXAMPLE',
    filesAdded: [{ absolutePath: 'readme.md', blobId: '5e1c309d-EXAMPLE', fileMode: 'NORMAL' }],
    filesDeleted: [],
    filesUpdated: [],
    treeId: '55b57003-EXAMPLE',
  }),
  CreatePullRequest: example('create-pull-request', { pullRequest: pullRequest('OPEN', 'refs/heads/jane-branch') }),
  GetBlob: example('get-blob', { content: 'QSBCaW5hcnkgTGFyToEXAMPLE=' }),
  GetCommit: example('get-commit', {
    commit: {
      additionalData: '',
      author: { date: '1484167798 -0800', email: 'mary_major@example.com', name: 'Mary Major' },
      committer: { date: '1484167798 -0800', email: 'mary_major@example.com', name: 'Mary Major' },
      message: 'Fix incorrect variable name',
      parents: ['7aa87a031thisisanexamplethisisanexample1'],
      treeId: '347a3408thisisanexampletreeidexample',
    },
  }),
  GetDifferences: example('get-differences', {
    differences: [{
      afterBlob: { path: 'blob.txt', blobId: '2eb4af3b1thisisanexamplethisisanexample1', mode: '100644' },
      changeType: 'M',
      beforeBlob: { path: 'blob.txt', blobId: 'bf7fcf281thisisanexamplethisisanexample1', mode: '100644' },
    }],
  }),
  GetFile: example('get-file', {
    blobId: '559b44fEXAMPLE',
    commitId: 'c5709475EXAMPLE',
    fileContent: 'IyBQaHVzEXAMPLE',
    fileMode: 'NORMAL',
    filePath: 'README.md',
    fileSize: 1563,
  }),
  GetPullRequest: example('get-pull-request', { pullRequest: pullRequest('OPEN', 'refs/heads/bugfix-1234') }),
  ListPullRequests: example('list-pull-requests', {
    nextToken: '', pullRequestIds: ['2', '12', '16', '22', '23', '35', '30', '39', '47'],
  }),
  PostCommentForPullRequest: example('post-comment-for-pull-request', {
    afterCommitId: '5d036259EXAMPLE',
    beforeCommitId: '317f8570EXAMPLE',
    comment: {
      authorArn: 'arn:aws:iam::111111111111:user/Saanvi_Sarkar',
      clientRequestToken: '123Example',
      commentId: 'abcd1234EXAMPLEb5678efgh',
      content: 'These don\'t appear to be used anywhere. Can we remove them?',
      creationDate: 1_508_369_622.123,
      deleted: false,
      lastModifiedDate: 1_508_369_622.123,
    },
    pullRequestId: '47',
    repositoryName: 'MyDemoRepo',
  }),
  UpdatePullRequestStatus: example('update-pull-request-status', {
    pullRequest: pullRequest('CLOSED', 'refs/heads/variables-branch'),
  }),
};
