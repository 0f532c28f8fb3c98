import type { ResourceName, Statement } from './statement';

export function writeLog(logs: ResourceName): Statement {
  return {
    why: 'To write its log. The name of a log group ends in ":*", which stands for all of its streams.',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logs],
  };
}

/** The source of a stage, from the stack of the pipeline itself or from another one. */
export function readSource(objects: ResourceName, key: ResourceName): Statement[] {
  return [
    {
      why: 'To fetch the source that the pipeline hands over,',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [objects],
    },
    { why: 'and to decrypt it.', actions: ['kms:Decrypt'], resources: [key] },
  ];
}

export const ONLY_ENCRYPTED = { Bool: { 'aws:SecureTransport': 'false' } };
