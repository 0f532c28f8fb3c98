import { encoded, nested, type Read, take, takeList } from './block';
import type { Fields } from '../cloudformation-template';

export const project: Read = (block, _, scope) => {
  const environment = nested(block, 'environment');
  const source = nested(block, 'source');
  const variables = (environment.environment_variable ?? []) as readonly Fields[];
  const logs = nested(nested(block, 'logs_config'), 'cloudwatch_logs');
  return {
    ...take(scope, block, {
      Name: 'name',
      Description: 'description',
      ServiceRole: 'service_role',
      EncryptionKey: 'encryption_key',
      TimeoutInMinutes: 'build_timeout',
      SourceVersion: 'source_version',
    }),
    ...takeList(scope, 'SecondarySources', block.secondary_sources, {
      SourceIdentifier: 'source_identifier',
      Type: 'type',
      Location: 'location',
      GitCloneDepth: 'git_clone_depth',
    }),
    ...takeList(scope, 'SecondarySourceVersions', block.secondary_source_version, {
      SourceIdentifier: 'source_identifier',
      SourceVersion: 'source_version',
    }),
    Source: {
      ...take(scope, source, { Type: 'type', Location: 'location', GitCloneDepth: 'git_clone_depth' }),
      BuildSpec: encoded(scope, source.buildspec),
    },
    Artifacts: take(scope, nested(block, 'artifacts'), { Type: 'type' }),
    Environment: {
      ...take(scope, environment, {
        Type: 'type',
        Image: 'image',
        ComputeType: 'compute_type',
        PrivilegedMode: 'privileged_mode',
      }),
      ...(variables.length
        ? { EnvironmentVariables: variables.map((variable) => take(scope, variable, { Name: 'name', Value: 'value' })) }
        : {}),
    },
    LogsConfig: { CloudWatchLogs: take(scope, logs, { Status: 'status', GroupName: 'group_name' }) },
  };
};

const named = (list: unknown) => ((list ?? []) as readonly string[]).map((Name) => ({ Name }));

export const pipeline: Read = (block, _, scope) => {
  const store = nested(block, 'artifact_store');
  return {
    ...take(scope, block, {
      Name: 'name',
      PipelineType: 'pipeline_type',
      ExecutionMode: 'execution_mode',
      RoleArn: 'role_arn',
    }),
    ArtifactStore: {
      ...take(scope, store, { Type: 'type', Location: 'location' }),
      EncryptionKey: take(scope, nested(store, 'encryption_key'), { Type: 'type', Id: 'id' }),
    },
    Stages: (block.stage as readonly Fields[]).map((stage) => ({
      Name: stage.name,
      Actions: (stage.action as readonly Fields[]).map((action) => ({
        ...take(scope, action, { Name: 'name', Namespace: 'namespace' }),
        ActionTypeId: take(scope, action, {
          Category: 'category',
          Owner: 'owner',
          Provider: 'provider',
          Version: 'version',
        }),
        Configuration: Object.fromEntries(
          Object.entries(action.configuration as Fields).map(([key, value]) => [key, encoded(scope, value)]),
        ),
        ...(action.input_artifacts ? { InputArtifacts: named(action.input_artifacts) } : {}),
        ...(action.output_artifacts ? { OutputArtifacts: named(action.output_artifacts) } : {}),
      })),
    })),
  };
};

export const rule: Read = (block, name, scope) => ({
  Description: scope.evaluate(block.description),
  ...(block.event_pattern ? { EventPattern: encoded(scope, block.event_pattern) } : {}),
  ...take(scope, block, { ScheduleExpression: 'schedule_expression' }),
  State: block.state ?? 'ENABLED',
  Targets: Object.values(scope.module.resource.aws_cloudwatch_event_target)
    .map(([target]) => target)
    .filter((target) => target.rule === `\${aws_cloudwatch_event_rule.${name}.name}`)
    .map((target) => ({
      ...take(scope, target, { Id: 'target_id', Arn: 'arn', RoleArn: 'role_arn' }),
      ...(target.input_transformer
        ? {
          InputTransformer: take(scope, nested(target, 'input_transformer'), {
            InputPathsMap: 'input_paths',
            InputTemplate: 'input_template',
          }),
        }
        : {}),
    })),
});
