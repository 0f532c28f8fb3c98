import { Component, type cdk, github } from 'projen';

const NODE = { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '24', 'package-manager-cache': false } };
const READ = { contents: github.workflows.JobPermission.READ };

/** Additions to projen's workflows. */
export class Workflows extends Component {
  private readonly github: github.GitHub;

  public constructor(project: cdk.JsiiProject) {
    super(project);
    if (!project.github) {
      throw new Error('the workflows require projen\'s GitHub component: enable it in .projenrc.ts');
    }
    this.github = project.github;
    this.addNightly();
  }

  /** In this phase, because projen's components also add their jobs in preSynthesize. */
  public preSynthesize(): void {
    this.addSecurityJob();
    // The publishing tool defaults to the public registry. An explicit setting would override mirrors.
    this.editStep('release', 'release_npm', 'Release', ({ env: { NPM_REGISTRY: _, ...env } = {}, ...step }) => ({ ...step, env }));
  }

  private addSecurityJob(): void {
    this.workflow('build').addJobs({
      security: {
        name: 'Rule packs and linters',
        runsOn: ['ubuntu-latest'],
        permissions: READ,
        steps: [
          github.WorkflowSteps.checkout(),
          NODE,
          { name: 'Install dependencies', run: 'npm ci' },
          { name: 'Security', run: '. .ci/linters && . .ci/security && REQUIRE_PROGRAMS=1 npx projen security' },
        ],
      },
    });
  }

  /**
   * Takes an hour and requires root. Checks that depend on the date run only here, so that they do not block pull
   * requests.
   */
  private addNightly(): void {
    const nightly = this.github.addWorkflow('nightly');
    nightly.on({ schedule: [{ cron: '23 2 * * *' }], workflowDispatch: {} });
    nightly.addJobs({
      proof: {
        name: 'Real programs',
        runsOn: ['ubuntu-latest'],
        container: { image: 'node:24-trixie' },
        permissions: READ,
        steps: [
          github.WorkflowSteps.checkout(),
          { name: 'Trust the checkout', run: 'git config --global --add safe.directory "$GITHUB_WORKSPACE"' },
          { uses: 'actions/setup-go@v6', with: { 'go-version': 'stable', 'cache': false } },
          { name: 'Install dependencies', run: 'npm ci' },
          { name: 'Install the programs', run: 'bash test/e2e/install && test/e2e/engines/build' },
          { name: 'Run the proof', run: '. .ci/aws && npx projen e2e:report' },
          {
            name: 'Keep the proof',
            if: 'always()',
            uses: 'actions/upload-artifact@v4',
            with: { name: 'proof', path: 'docs/proof.md\ntest-reports/' },
          },
        ],
      },
      versions: {
        name: 'Versions in support',
        runsOn: ['ubuntu-latest'],
        permissions: READ,
        steps: [
          github.WorkflowSteps.checkout(),
          NODE,
          { name: 'Install dependencies', run: 'npm ci' },
          { name: 'Versions', run: 'npx projen versions:check' },
        ],
      },
    });
    // projen writes a list, but GitHub requires a string.
    nightly.file?.addOverride('jobs.proof.container.options', '--privileged');
  }

  private workflow(name: string): github.GithubWorkflow {
    const workflow = this.github.tryFindWorkflow(name);
    if (!workflow) {
      throw new Error(`projen has no workflow ${name}: update the name in projenrc/workflows.ts`);
    }
    return workflow;
  }

  private editStep(
    name: string, id: string, step: string, edit: (step: github.workflows.JobStep) => github.workflows.JobStep,
  ): void {
    const workflow = this.workflow(name);
    const job = workflow.getJob(id) as github.workflows.Job;
    if (job.steps.filter((candidate) => candidate.name === step).length !== 1) {
      throw new Error(`the job ${id} of the workflow ${name} must have exactly one step "${step}": update projenrc/workflows.ts to this projen version`);
    }
    workflow.updateJob(id, {
      ...job,
      steps: job.steps.map((candidate) => (candidate.name === step ? edit(candidate) : candidate)),
    });
  }
}
