import type { ResourceName, Statement } from './statement';

export function writeLog(logs: ResourceName): Statement {
  return {
    why: 'Write the log. ":*" after the name of a log group means all of its streams.',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logs],
  };
}

/** The source of a stage, from the stack of the pipeline itself or from another one. */
export function readSource(objects: ResourceName, key: ResourceName): Statement[] {
  return [
    {
      why: 'Read the source from the artifacts of the pipeline.',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [objects],
    },
    { why: 'Decrypt the source.', actions: ['kms:Decrypt'], resources: [key] },
  ];
}

/** The right of a rule that starts a CodeBuild project. */
export function startProject(project: ResourceName): Statement {
  return { why: 'Start only this project.', actions: ['codebuild:StartBuild'], resources: [project] };
}

export const ONLY_ENCRYPTED = { Bool: { 'aws:SecureTransport': 'false' } };
