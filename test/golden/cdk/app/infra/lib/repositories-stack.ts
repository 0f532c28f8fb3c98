// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { CfnDeletionPolicy, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-codecommit';
import { CfnGroup, CfnManagedPolicy, CfnUser } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { answers } from './answers';
import { statements } from './resources';

/** The two CodeCommit repositories, and the IAM user with which the GitOps engine reads the config repo. */
export class RepositoriesStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const app = this.addRepository('AppRepository', answers.appName, `The service ${answers.appName} and its pipeline`);
    const config = this.addRepository('ConfigRepository', answers.configRepoName, `The Kubernetes manifests of ${answers.appName}`);

    // The group has the permission, not the user, so another user only has to join the group.
    const policy = new CfnManagedPolicy(this, 'ArgoCdReadersPolicy', {
      policyDocument: statements(
        // Clone and fetch. Argo CD never pushes.
        { actions: ['codecommit:GitPull'], resources: [config.attrArn] },
      ),
    });
    const readers = new CfnGroup(this, 'ArgoCdReaders', { managedPolicyArns: [policy.ref] });
    // Self-managed Argo CD cannot use an IAM role for CodeCommit. It requires a user with a
    // password for CodeCommit (repoAuth: https). "npx projen argocd:connect" in the config
    // repo creates it. The user has no other permissions and no password for the console.
    const reader = new CfnUser(this, 'ArgoCdReader', { groups: [readers.ref] });

    new CfnOutput(this, 'AppRepositoryUrl', { description: 'The HTTPS URL of the app repo.', value: app.attrCloneUrlHttp });
    new CfnOutput(this, 'ConfigRepositoryUrl', { description: 'The HTTPS URL of the config repo.', value: config.attrCloneUrlHttp });
    new CfnOutput(this, 'ReaderUserName', { description: 'The IAM user with which Argo CD reads the config repo.', value: reader.ref });
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
