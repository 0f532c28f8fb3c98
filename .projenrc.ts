import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JsonFile, cdk, javascript, typescript } from 'projen';
import { ChangingAnswers } from './projenrc/changing-answers';
import { costsTable } from './projenrc/costs-table';
import { DocumentTables } from './projenrc/document-tables';
import { OptionFiles, optionsTable } from './projenrc/option-files';
import { ReleaseDetails } from './projenrc/release-details';
import { Workflows } from './projenrc/workflows';
import { decisionTable } from './src/merge/decisions';
import { PACKAGE_MANAGERS, PROJEN } from './src/versions';
import { waiversTable } from './test/security/waivers';

const project = new cdk.JsiiProject({
  name: 'create-gitops-eks',
  description:
    'One command renders a working pair of GitOps repositories for Amazon EKS: an app repo and a config repo.',
  author: 'The create-gitops-eks authors',
  authorAddress: 'create-gitops-eks@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/create-gitops-eks/create-gitops-eks.git',
  license: 'Apache-2.0',
  keywords: [
    'gitops', 'eks', 'argocd', 'codepipeline', 'codecommit', 'kubernetes', 'projen', 'scaffold', 'create',
    'yeoman-generator',
  ],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.17.0',
  workflowNodeVersion: '24',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  projenVersion: PROJEN.version,
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  bin: { 'create-gitops-eks': 'bin/create-gitops-eks.js' },

  // Optional: `npm create` installs this one package, and a projen repo has both already.
  peerDeps: [`projen@>=${PROJEN.version} <1`, 'constructs@^10.5.1'],
  // No run-time dependencies: the bundle of the command line contains them.
  devDeps: [
    '@aws-cdk/aws-service-spec',
    '@aws-cdk/service-spec-types',
    // The service models: the generated programs must handle their enums and errors.
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-codebuild',
    '@aws-sdk/client-codecommit',
    '@aws-sdk/client-ecr',
    '@aws-sdk/client-eks',
    '@aws-sdk/client-sts',
    '@cdklabs/cdk-validator-cfnguard@0.0.62',
    '@cdktn/hcl2json@0.24.0',
    '@clack/prompts@^1.9',
    '@kubernetes-models/argo-cd@^4',
    '@types/ejs',
    '@types/node@^20',
    'ajv@^8',
    'aws-cdk-lib@^2.276',
    'cdk-nag@^3.0.2',
    'dockerfile-ast',
    'ejs@^7',
    'esbuild',
    'fast-check',
    'kubernetes-models@^5',
    // The package managers that a pair can use.
    ...Object.values(PACKAGE_MANAGERS),
    'tsx',
    'verdaccio@6.7.2',
    'yaml@^2.9',
    'yeoman-generator@8.4.0',
  ],
  jestOptions: {
    jestConfig: {
      collectCoverage: false,
      // Compiles the templates, so that no test runs stale ones.
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      // Some warnings depend on the date.
      setupFiles: ['<rootDir>/test/support/fixed-clock.ts'],
      // The tests wait for child processes most of the time.
      maxWorkers: '100%',
      testTimeout: 30_000,
      testPathIgnorePatterns: [
        '/node_modules/', '<rootDir>/test/security/', '<rootDir>/test/e2e/', '\\.e2e\\.test\\.ts$',
      ],
      modulePathIgnorePatterns: ['<rootDir>/(lib|out)/', '<rootDir>/test/golden/.+/(app|config|single)/'],
    },
  },
  githubOptions: { mergify: false, pullRequestLint: true },
  eslintOptions: {
    dirs: ['src', 'projenrc'],
    devdirs: ['test', 'bench'],
    ignorePatterns: ['src/render/compiled-templates.ts', 'test/golden/*/**'],
  },

  releaseToNpm: true,
  npmProvenance: true,
  npmTrustedPublishing: true,
  npmAccess: javascript.NpmAccess.PUBLIC,
  depsUpgradeOptions: { workflow: true },
  pullRequestTemplate: false,
});

project.package.addField('peerDependenciesMeta', { projen: { optional: true }, constructs: { optional: true } });
project.package.addField('overrides', {
  // verdaccio's version requires a newer Node.js than `minNodeVersion`.
  'node-fetch': '2.7.0',
  // 1.13.0 lacks the packages of some platforms, so "npm ci" reports an incomplete lock file.
  'unrs-resolver': '1.12.2',
});

project.gitignore.addPatterns('/src/render/compiled-templates.ts', '/out/');

// The package contains bundles (projenrc/bundle.ts) instead of its modules, and the types of what it exports.
const TYPES = ['index', 'app-project', 'config-project', 'gitops-project', 'options/enums', 'options/gitops-environment', 'options/gitops-options'];
project.npmignore?.addPatterns(
  ...['.ci', 'bench', 'docs', 'generator-gitops-eks', 'out', 'templates'].map((folder) => `/${folder}/`),
  ...['API.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((file) => `/${file}`),
  ...readdirSync(join(__dirname, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['options', 'programs'].includes(entry.name))
    .map(({ name }) => `/lib/${name}/`)
    .sort(),
  '/lib/*.js', '/lib/*.d.ts', '/lib/options/*', '/lib/programs/*',
  ...['index.js', 'programs/run.js', ...TYPES.map((name) => `${name}.d.ts`)].map((file) => `!/lib/${file}`),
);

// Bundled, so not a dependency of the package.
project.eslint?.allowDevDeps('src/cli/**');
project.eslint?.allowDevDeps('src/checks/**');
project.eslint?.allowDevDeps('src/doctor/**');
project.eslint?.allowDevDeps('src/up/**');
// A broken string, URL or regular expression is harder to search for than a long line.
const maxLength = {
  code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
};
project.eslint?.addRules({ '@stylistic/max-len': ['error', maxLength] });

new OptionFiles(project);
new ChangingAnswers(project);
new DocumentTables(project, 'README.md', {
  options: optionsTable(), costs: costsTable(), waivers: waiversTable(),
});
new DocumentTables(project, 'docs/updating.md', { decisions: decisionTable() });

const compileTemplates = project.addTask('templates:compile', {
  description: 'Compile templates/ into TypeScript',
  exec: 'tsx projenrc/compile-templates.ts',
});
project.preCompileTask.spawn(compileTemplates);

const bundle = project.addTask('bundle', {
  description: 'Bundle the command line into one file',
  exec: 'tsx projenrc/bundle.ts',
});
project.postCompileTask.prependSpawn(bundle);

// Some tests run the packed package.
[bundle, project.compileTask, compileTemplates].forEach((task) => project.testTask.prependSpawn(task));

const typecheck = project.addTask('typecheck', {
  description: 'Check the types of the tests and benchmarks, which run without a check',
  steps: ['test', 'bench'].map((folder) => ({ execArgs: ['tsc', '--noEmit', '-p', `${folder}/tsconfig.json`] })),
});

// The version that is published: see the file.
project.tasks.tryFind('package:js')?.exec('tsx projenrc/published-package.ts dist/js');

// Lint and types first, because they are faster than the tests.
if (project.eslint) {
  const steps = project.testTask.steps.filter(({ spawn }) => spawn !== project.eslint?.eslintTask.name);
  project.testTask.reset();
  project.testTask.spawn(compileTemplates);
  project.testTask.spawn(project.eslint.eslintTask);
  project.testTask.spawn(typecheck);
  steps.filter(({ spawn }) => spawn !== compileTemplates.name).forEach((step) => project.testTask.addSteps(step));
}

project.addTask('test:unit', {
  description: 'Run the fast tests, which take less than 20 seconds together',
  exec: `jest ${[
    'test/(options|render|cli|package-managers|golden|verifiers|lifecycle)/',
    'test/project/(?!new-repo)',
    'test/checks/(files|changes)',
    'test/contract/(layers|vendors|tasks|kubernetes|workflows)',
  ].map((pattern) => `"${pattern}"`).join(' ')}`,
  receiveArgs: true,
});

const demo = project.addTask('demo', { description: 'Render a pair into out/; flags set the answers' });
demo.spawn(project.preCompileTask);
demo.spawn(project.compileTask);
demo.spawn(bundle);
demo.exec('rm -rf out');
demo.exec('node bin/create-gitops-eks.js my-app --yes --no-install --no-git --directory out', { receiveArgs: true });

project.addTask('versions:check', {
  description: 'Fail if the support of a pinned version ends within 60 days',
  exec: 'tsx projenrc/check-versions.ts',
});

project.addTask('versions:renew', {
  description: 'Renew the support end dates of pinned versions from their sources; print each change',
  exec: 'tsx projenrc/renew-versions.ts',
});

project.addTask('security', {
  description: 'Run security rule packs and linters on generated files; report and skip missing programs',
  steps: [
    {
      exec: 'jest --testMatch "<rootDir>/test/security/**/*.test.ts" --testPathIgnorePatterns /node_modules/',
      receiveArgs: true,
    },
  ],
});

// These require Linux, root, and the programs from test/e2e/install and test/e2e/engines/build.
const e2e = project.addTask('e2e', {
  description: 'Run generated pairs from a push to a promoted image, with real programs; report and skip missing programs',
  steps: [{ exec: 'bash test/e2e/aws/run.sh', receiveArgs: true }],
});
const e2eCluster = project.addTask('e2e:cluster', {
  description: 'Run generated pairs on a real Kubernetes API server with the real Argo CD; report and skip missing programs',
  steps: [{ exec: 'bash test/e2e/cluster/run.sh', receiveArgs: true }],
});
const e2ePods = project.addTask('e2e:pods', {
  description: 'Run generated pairs up to real pods on real kubelets, under load; report and skip missing programs',
  steps: [{ exec: 'bash test/e2e/pods/run.sh', receiveArgs: true }],
});
project.addTask('e2e:report', {
  description: 'Run e2e, e2e:cluster and e2e:pods, and write docs/proof.md',
  // Two parts, so that the reported times mean the same on every machine with two processors or more.
  env: { REQUIRE_PROGRAMS: '1', E2E_SIDE_BY_SIDE: '2' },
  steps: [
    { exec: 'bash test/e2e/report/require-commit.sh' },
    // Some pairs install the packed package.
    ...[compileTemplates, project.compileTask, bundle].map(({ name }) => ({ spawn: name })),
    { spawn: e2e.name },
    { spawn: e2eCluster.name },
    { spawn: e2ePods.name },
    { exec: 'tsx test/e2e/report/write.ts' },
  ],
});

new JsonFile(project, 'bench/tsconfig.json', {
  obj: { extends: '../test/tsconfig.json', include: ['*.ts'] }, marker: false,
});
project.addTask('bench', {
  description: 'Measure the command line against similar tools, or the programs of a generated pipeline (--pipeline)',
  steps: [{ spawn: compileTemplates.name }, { exec: 'tsx bench/run.ts', receiveArgs: true }],
});

// A fresh clone has no projen: these scripts install it first.
project.setScript('test', 'node projenrc/ensure-installed.mjs && projen test');
project.setScript('demo', 'node projenrc/ensure-installed.mjs && projen demo');

new ReleaseDetails(project);
new Workflows(project);

project.synth();
