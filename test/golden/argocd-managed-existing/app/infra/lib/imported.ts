// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, Fn } from 'aws-cdk-lib';
import { names } from './answers';

/** The resources of the pipeline stack that other stacks use. */
export const imported = {
  keyArn: Fn.importValue(`${names.pipelineStack}-key`),
  artifactObjectsArn: Fn.importValue(`${names.pipelineStack}-artifacts`),
  imagesArn: `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/${names.imageRepository}`,
  imagesUri: `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/${names.imageRepository}`,
};
