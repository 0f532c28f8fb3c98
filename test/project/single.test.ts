import { join } from 'node:path';
import { GitOpsAppProject } from '../../src/app-project';
import { GitOpsProject } from '../../src/gitops-project';
import { pinsOf } from '../../src/lifecycle/pins';
import { resolveOptions } from '../../src/options/resolve';
import { openRepository } from '../../src/programs/repository';
import { LivingRepo } from '../support/living-repo';
import { temporaryFolder } from '../support/temporary-folder';

/** The warnings of a synth of the only repository with other answers. */
function synthAgain(folder: string, answers: object): string {
  const project = new GitOpsProject({ appName: 'shop', ...answers, outdir: folder } as never);
  const said: string[] = [];
  project.logger.warn = (...text: unknown[]) => { said.push(text.join(' ')); };
  project.synth();
  return said.join('\n');
}

test('the project type implies the layout', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  expect(synthAgain(folder, {})).toBe('');
});

test('the steps of a changed answer are all here', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  const said = synthAgain(folder, { trigger: 'commit', replicas: 3 });
  expect(said).toMatch(/1\. here: commit the changed files[^]*here: npx projen pipeline:deploy/);
  expect(said).not.toMatch(/in \.\.\/|both repositories|pair:sync/);
});

test('changed manifests are promoted before a sync', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  expect(synthAgain(folder, { replicas: 3 })).toMatch(
    /git push\n {2}2\. here: npx projen pipeline:run; [^]*promotes its manifests\n {2}3\. here: npx projen app:diff, npx projen app:sync/,
  );
});

test('a changed answer speaks of one repository', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  const said = synthAgain(folder, { defaultBranch: 'trunk', promotion: 'pull-request', engine: 'flux', iac: 'terraform' });
  expect(said.match(/update-default-branch .*--repository-name shop --default-branch-name trunk$/gm)).toHaveLength(1);
  expect(said).not.toMatch(/(app|config) repo\b|both|\bthe same with\b|\b(a|the|this) (deployed )?pair\b/);
});

test('the layout of a living repository stays', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  expect(() => synthAgain(folder, { layout: 'pair' })).toThrow(
    'layout (--layout) is "pair": must be single in a project of the type GitOpsProject: a synth cannot change the layout',
  );
  expect(() => new GitOpsAppProject({ appName: 'shop', outdir: folder })).toThrow(
    /layout \(--layout\) is "pair": must stay "single": a synth cannot move files/,
  );
  expect(() => new GitOpsAppProject({ appName: 'shop', layout: 'single', outdir: temporaryFolder() } as never)).toThrow(
    'must be pair in a project of the type GitOpsAppProject',
  );
});

test('the tasks about files know it', () => {
  const { folder } = new LivingRepo('single', { appName: 'shop', layout: 'single' });
  const { state } = openRepository(folder);
  expect(state.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['server.js', join('k8s', 'base', 'service.yaml')]));
  expect(state.foreign).toEqual([]);
});

test('a synth knows the pinned versions of the service and of the cluster', () => {
  const options = resolveOptions({ appName: 'shop', layout: 'single' });
  const products = pinsOf('single', options).map(({ product }) => product);
  expect(products.sort()).toEqual(['alpine', 'argocd', 'codebuild', 'kubernetes', 'node']);
});
