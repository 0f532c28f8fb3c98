import { Component, type cdk, github, javascript } from 'projen';

/** Additions to projen's release workflow. */
export class ReleaseDetails extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);

    // The lock file must not depend on the registry of the person who installs.
    new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');
    this.publishYeomanGenerator(project);
  }

  /** `yo gitops-eks` requires a package of this name. Its version is that of the create-gitops-eks it depends on. */
  private publishYeomanGenerator(project: cdk.JsiiProject): void {
    project.release?.addJobs({
      release_npm_yeoman: {
        name: 'Publish the Yeoman generator to npm',
        needs: ['release', 'release_npm'],
        runsOn: ['ubuntu-latest'],
        if: 'needs.release.outputs.tag_exists != \'true\' && needs.release.outputs.latest_commit == github.sha',
        permissions: { idToken: github.workflows.JobPermission.WRITE, contents: github.workflows.JobPermission.READ },
        steps: [
          github.WorkflowSteps.checkout(),
          { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '24', 'package-manager-cache': false } },
          github.WorkflowSteps.downloadArtifact({
            with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' },
          }),
          {
            workingDirectory: 'generator-gitops-eks',
            run: [
              'version=$(cat ../dist/version.txt)',
              'npm pkg set "version=$version" "dependencies.create-gitops-eks=^$version"',
              'npm publish --access public',
            ].join('\n'),
          },
        ],
      },
    });
  }
}
