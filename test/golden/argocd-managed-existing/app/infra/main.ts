// The AWS resources of 'shop'. create-gitops-eks manages lib/; this file is yours: add your own stacks and checks.
import { App, LegacyStackSynthesizer, type StackProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgements } from './lib/acknowledgements';
import { answers, argocd, names, tags } from './lib/answers';
import { CapabilityStack } from './lib/capability-stack';
import { PipelineStack } from './lib/pipeline-stack';
import { ProgramsStack } from './lib/programs-stack';
import { PullRequestsStack } from './lib/pull-requests-stack';
import { RepositoriesStack } from './lib/repositories-stack';

const app = new App();
const propsOf = (description: string): StackProps => ({
  description,
  env: { region: answers.region, account: answers.accountId || undefined },
  // CloudFormation copies the tags of a stack to its resources.
  tags,
  // The stacks have no assets, so the account does not require "cdk bootstrap".
  synthesizer: new LegacyStackSynthesizer(),
});

const repositories = new RepositoriesStack(app, names.repositoriesStack, propsOf(`The two CodeCommit repositories of ${answers.appName}, and the IAM role with which Argo CD reads the config repo.`));
const capability = `The EKS capability with which AWS runs Argo CD for the cluster ${argocd.clusterName}.`;
new CapabilityStack(app, names.capabilityStack, propsOf(capability)).addStackDependency(repositories);
const target = answers.promotion === 'manual' ? 'an image in ECR' : 'a digest in the config repo';
const pipeline = new PipelineStack(app, names.pipelineStack, propsOf(`The pipeline of ${answers.appName}: from a change in CodeCommit to ${target}.`));
new ProgramsStack(app, names.programsStack, propsOf(`The programs that check or promote images of ${answers.appName}.`)).addStackDependency(pipeline);
if (answers.prBuilds) {
  const description = `Builds of the pull requests of ${answers.appName}, with the results as comments.`;
  new PullRequestsStack(app, names.pullRequestsStack, propsOf(description)).addStackDependency(pipeline);
}

// cdk-nag checks each synthesis against its AWS Solutions rules. lib/acknowledgements.ts has the accepted findings.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
Validations.of(app).acknowledge(...acknowledgements);
