// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { CfnDeletionPolicy, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-codecommit';
import { CfnGroup, CfnManagedPolicy, CfnUser } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { answers } from './answers';
import { statements } from './resources';

/** The two CodeCommit repositories, and the user as which Argo CD reads one of them. */
export class RepositoriesStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const app = this.addRepository('AppRepository', answers.appName, `The service ${answers.appName} and its pipeline`);
    const config = this.addRepository('ConfigRepository', answers.configRepoName, `What the cluster runs of ${answers.appName}`);

    // A group has the right, and not the user, so that the next user gets it by joining.
    const policy = new CfnManagedPolicy(this, 'ArgoCdReadersPolicy', {
      policyDocument: statements(
        // To clone and to fetch. Argo CD never pushes.
        { actions: ['codecommit:GitPull'], resources: [config.attrArn] },
      ),
    });
    const readers = new CfnGroup(this, 'ArgoCdReaders', { managedPolicyArns: [policy.ref] });
    // Argo CD outside of AWS' own managed offering cannot use an IAM role for CodeCommit: it needs
    // a user with a password for CodeCommit (repoAuth: https). "npx projen argocd:connect" in the
    // config repo makes it; the user can do nothing else, and has no password for the console.
    const reader = new CfnUser(this, 'ArgoCdReader', { groups: [readers.ref] });

    new CfnOutput(this, 'AppRepositoryUrl', { description: 'Where the app repo is pushed to.', value: app.attrCloneUrlHttp });
    new CfnOutput(this, 'ConfigRepositoryUrl', { description: 'Where the config repo is pushed to.', value: config.attrCloneUrlHttp });
    new CfnOutput(this, 'ReaderUserName', { description: 'The IAM user as which Argo CD reads the config repo.', value: reader.ref });
  }

  private addRepository(id: string, repositoryName: string, repositoryDescription: string): CfnRepository {
    const repository = new CfnRepository(this, id, { repositoryName, repositoryDescription });
    // Deleting the stack must not delete the history of anybody's work: both
    // repositories stay, and cost nothing by themselves. (But not when making the
    // stack fails: what is left over then would be in the way of the next attempt.)
    repository.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    repository.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    return repository;
  }
}
