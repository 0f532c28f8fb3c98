import type { ResourceName, Statement } from './statement';
import type { Context } from '../context';

/** The pipeline fetches a commit and starts the projects of its stages. */
export function pipeline(context: Context): Statement[] {
  return [
    {
      why: 'Read the commit to build.',
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
      why: 'Read and write artifacts.',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      resources: ['artifactObjects'],
    },
    { why: 'Encrypt and decrypt them.', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['key'] },
    { why: 'Check whether the bucket keeps versions.', actions: ['s3:GetBucketVersioning'], resources: ['artifacts'] },
    {
      why: 'Start the projects of its stages, and read their results.',
      actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
      resources: projectsOfStages(context),
    },
    ...context.scanGate !== 'none' && context.scanner === 'inspector' ? INSPECTING : [],
  ];
}

function projectsOfStages({ scanGate, scanner, promoteStages }: Context): ResourceName[] {
  const isGated = scanGate !== 'none' && scanner === 'ecr';
  return ['build', ...isGated ? ['scanGate'] as const : [], ...promoteStages.length > 0 ? ['promote'] as const : []];
}

const INSPECTING: readonly Statement[] = [
  {
    why: 'Amazon Inspector scans with this role. These two actions do not support resource-level permissions.',
    actions: ['ecr:GetAuthorizationToken', 'inspector-scan:ScanSbom'],
    resources: ['anything'],
  },
  {
    why: 'Amazon Inspector pulls the image.',
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: ['images'],
  },
  {
    why: 'Amazon Inspector writes its log.',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: ['inspectorLogs'],
  },
];
