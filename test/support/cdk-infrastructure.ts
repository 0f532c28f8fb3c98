import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CdkCase, writeCdkApps } from './cdk-app';
import type { CloudFormationTemplate } from './cloudformation-template';
import type { StackTemplate } from './security/system';

const ROOT = join(__dirname, '..', '..');

/**
 * Renders app repos with `iac: cdk`, synthesizes their CDK apps as the CDK's command line does, and gives their stacks.
 *
 * @throws Error if cdk-nag has an unacknowledged finding or the CDK warns
 */
export function synthesizeCdk(cases: readonly CdkCase[]): StackTemplate[][] {
  const folders = writeCdkApps(cases);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'synthesize.ts'), ...folders],
    { cwd: ROOT, encoding: 'utf8' },
  );
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
