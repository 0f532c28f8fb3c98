import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationTemplate } from './cloudformation-template';
import { renderPair } from './render-pair';
import type { StackTemplate } from './security/system';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';

const ROOT = join(__dirname, '..', '..');

/** Answers, and what somebody may have changed in a file of the app since. */
export interface CdkCase {
  readonly answers: Answers;
  readonly edit?: (path: string, content: string) => string;
}

/**
 * Renders app repos with `iac: cdk`, synthesizes their CDK apps as the CDK's command line does, and gives their stacks.
 *
 * @throws Error where cdk-nag finds what nobody has acknowledged, or the CDK warns
 */
export function synthesizeCdk(cases: readonly CdkCase[]): StackTemplate[][] {
  const root = temporaryFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  const folders = cases.map(({ answers, edit = (_, content) => content }, index) => {
    const folder = join(root, String(index));
    mkdirSync(folder);
    const files = renderPair({ ...answers, iac: 'cdk' }).filter(({ repo, path }) => repo === 'app' && path.startsWith('infra/'));
    writeFiles(folder, files.map((file) => ({ ...file, content: edit(file.path, file.content) })));
    return folder;
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'synthesize.ts'), ...folders], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0 || /\[WARNING\]/.test(stderr)) {
    throw new Error(`the CDK apps cannot be synthesized:\n${stdout}\n${stderr}`);
  }
  return folders.map((folder) => stacksIn(join(folder, 'cdk.out')));
}

function stacksIn(folder: string): StackTemplate[] {
  return readdirSync(folder).filter((name) => name.endsWith('.template.json')).sort().map((name) => ({
    stackName: name.replace('.template.json', ''),
    template: JSON.parse(readFileSync(join(folder, name), 'utf8')) as CloudFormationTemplate,
  }));
}
