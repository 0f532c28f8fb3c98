// The AWS resources of 'my-app'. What is in lib/ is managed by create-gitops-eks; this file is yours: add stacks and checks of your own.
import { App, LegacyStackSynthesizer, type StackProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgements } from './lib/acknowledgements';
import { answers, names } from './lib/answers';
import { PipelineStack } from './lib/pipeline-stack';
import { ProgramsStack } from './lib/programs-stack';
import { PullRequestsStack } from './lib/pull-requests-stack';
import { RepositoriesStack } from './lib/repositories-stack';

const app = new App();
const propsOf = (description: string): StackProps => ({
  description,
  env: { region: answers.region, account: answers.accountId || undefined },
  // The stacks hold no files, so that the account needs no "cdk bootstrap".
  synthesizer: new LegacyStackSynthesizer(),
});

new RepositoriesStack(app, names.repositoriesStack, propsOf(`The two CodeCommit repositories of ${answers.appName}, and the user as which Argo CD reads one of them.`));
const target = answers.promotion === 'manual' ? 'an image in ECR' : 'a digest in the config repo';
const pipeline = new PipelineStack(app, names.pipelineStack, propsOf(`The pipeline of ${answers.appName}: from a change in CodeCommit to ${target}.`));
new ProgramsStack(app, names.programsStack, propsOf(`The programs that stand between an image of ${answers.appName} and the cluster.`)).addStackDependency(pipeline);
if (answers.prBuilds) {
  const description = `Builds of the pull requests of ${answers.appName}, whose results are told as comments.`;
  new PullRequestsStack(app, names.pullRequestsStack, propsOf(description)).addStackDependency(pipeline);
}

// Every synthesis is checked against the rules of AWS Solutions; what is accepted has its reason there.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
Validations.of(app).acknowledge(...acknowledgements);
