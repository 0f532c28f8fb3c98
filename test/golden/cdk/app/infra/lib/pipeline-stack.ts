// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { answers, names } from './answers';
import { addArtifacts } from './artifacts';
import { addBuild } from './build';
import { addImages } from './images';
import { addKey } from './key';
import { addNotifications } from './notifications';
import { addPipeline } from './pipeline';
import { addTrigger } from './trigger';

/** From a change in CodeCommit to the digest of a new image in the config repo. */
export class PipelineStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = addKey(this);
    const images = addImages(this, key);
    const artifacts = addArtifacts(this, key);
    const build = addBuild(this, key, artifacts, images);
    const pipeline = addPipeline(this, { key, artifacts, images, build });
    addTrigger(this, pipeline);
    if (answers.notify) {
      addNotifications(this, key, pipeline);
    }

    new CfnOutput(this, 'ImageRepositoryUri', { description: 'The URI of the ECR repository.', value: images.repository.attrRepositoryUri });
    new CfnOutput(this, 'ArtifactBucket', {
      description: 'The bucket of the artifacts.',
      value: artifacts.ref,
      exportName: `${Aws.STACK_NAME}-artifact-bucket`,
    });
    new CfnOutput(this, 'KeyArn', {
      description: 'The key of artifacts and logs, for other stacks.',
      value: key.attrArn,
      exportName: `${Aws.STACK_NAME}-key`,
    });
    new CfnOutput(this, 'ArtifactObjectsArn', {
      description: 'The artifacts of the pipeline, for the programs stack.',
      value: `${artifacts.attrArn}/*`,
      exportName: `${Aws.STACK_NAME}-artifacts`,
    });
    new CfnOutput(this, 'PipelineName', { description: 'The name of the pipeline.', value: pipeline.ref });
    new CfnOutput(this, 'PipelineUrl', { description: 'The pipeline in the console.', value: `${names.console}/${pipeline.ref}/view` });
  }
}
