// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, CfnDeletionPolicy, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-codecommit';
import { CfnManagedPolicy, CfnRole, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { answers } from './answers';
import { statements } from './resources';

/** The two CodeCommit repositories, and the IAM role with which the GitOps engine reads the config repo. */
export class RepositoriesStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const app = this.addRepository('AppRepository', answers.appName, `The service ${answers.appName} and its pipeline`);
    const config = this.addRepository('ConfigRepository', answers.configRepoName, `The Kubernetes manifests of ${answers.appName}`);

    const policy = new CfnManagedPolicy(this, 'CapabilityPolicy', {
      policyDocument: statements(
        // Clone and fetch. Argo CD never pushes.
        { actions: ['codecommit:GitPull'], resources: [config.attrArn] },
      ),
    });
    // The role of the Argo CD capability (repoAuth: iam). It has no other permissions. It is
    // created with the repositories, because EKS rejects a role that IAM created only seconds ago.
    const role = new CfnRole(this, 'CapabilityRole', {
      description: `With this role, the Argo CD capability reads ${answers.configRepoName}.`,
      assumeRolePolicyDocument: statements(
        {
          principals: [new ServicePrincipal('capabilities.eks.amazonaws.com')],
          actions: ['sts:AssumeRole', 'sts:TagSession'],
        },
      ),
      managedPolicyArns: [policy.ref],
    });

    new CfnOutput(this, 'AppRepositoryUrl', { description: 'The HTTPS URL of the app repo.', value: app.attrCloneUrlHttp });
    new CfnOutput(this, 'ConfigRepositoryUrl', { description: 'The HTTPS URL of the config repo.', value: config.attrCloneUrlHttp });
    new CfnOutput(this, 'CapabilityRoleArn', {
      description: 'The IAM role with which the Argo CD capability reads the config repo.',
      value: role.attrArn,
      exportName: `${Aws.STACK_NAME}-capability-role`,
    });
  }

  private addRepository(id: string, repositoryName: string, repositoryDescription: string): CfnRepository {
    const repository = new CfnRepository(this, id, { repositoryName, repositoryDescription });
    // Deleting the stack must not delete the history of your work: it retains both repositories, which cost
    // nothing by themselves. If creating the stack fails, it deletes them: they would block the next attempt.
    repository.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    repository.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    return repository;
  }
}
