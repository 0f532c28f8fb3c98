import type { ResourceName, Statement } from './statement';
import type { Context } from '../context';

/** The pipeline fetches a commit and starts the projects of its stages. */
export function pipeline(context: Context): Statement[] {
  return [
    {
      why: 'To fetch the commit that is built.',
      actions: [
        'codecommit:CancelUploadArchive',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetUploadArchiveStatus',
        'codecommit:UploadArchive',
      ],
      resources: ['appRepository'],
    },
    {
      why: 'To hand it to the build,',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      resources: ['artifactObjects'],
    },
    { why: 'encrypted.', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['key'] },
    { why: 'To see whether the bucket keeps versions.', actions: ['s3:GetBucketVersioning'], resources: ['artifacts'] },
    {
      why: 'To start the projects of its stages, and to see how they end.',
      actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
      resources: projectsOfStages(context),
    },
    ...context.scanGate !== 'none' && context.scanner === 'inspector' ? INSPECTING : [],
  ];
}

function projectsOfStages({ scanGate, scanner, promotion }: Context): ResourceName[] {
  const isGated = scanGate !== 'none' && scanner === 'ecr';
  return ['build', ...isGated ? ['scanGate'] as const : [], ...promotion === 'manual' ? [] : ['promote'] as const];
}

const INSPECTING: readonly Statement[] = [
  {
    why: 'The scan of Amazon Inspector runs under this role. AWS knows no narrower resource for these two actions.',
    actions: ['ecr:GetAuthorizationToken', 'inspector-scan:ScanSbom'],
    resources: ['anything'],
  },
  {
    why: 'It pulls the image,',
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: ['images'],
  },
  {
    why: 'and writes its log.',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: ['inspectorLogs'],
  },
];
