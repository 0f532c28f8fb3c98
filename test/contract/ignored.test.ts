import { spawnSync } from 'node:child_process';
import { InfrastructureAsCode } from '../../src/options/enums';
import { INFRASTRUCTURE_TOOLS } from '../../src/render/infrastructure-tools';
import { fileIn, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const OUTPUTS = Object.values(INFRASTRUCTURE_TOOLS).flatMap(({ outputs }) => outputs);
const IGNORED = Object.values(INFRASTRUCTURE_TOOLS).flatMap(({ ignored }) => ignored);

describe.each(Object.values(InfrastructureAsCode))('after a change of iac to %s', (iac) => {
  const files = renderPair({ appName: 'shop', iac });

  test.each(OUTPUTS)('neither Git nor the image takes %s of the earlier tool', (output) => {
    expect(fileIn(files, 'app/.gitignore').content.split('\n')).toContain(`${output}/`);
    expect(fileIn(files, 'app/.dockerignore').content.split('\n')).toContain(output);
  });

  test.each(IGNORED)('Git does not take %s of the earlier tool', (pattern) => {
    expect(fileIn(files, 'app/.gitignore').content.split('\n')).toContain(pattern);
  });

  test('Git takes neither what the CDK writes nor the state and the plugins of Terraform, but its lock file', () => {
    const folder = temporaryFolder();
    writeFiles(folder, files.filter(({ repo, path }) => repo === 'app' && path === '.gitignore'));
    const below = ['terraform.tfstate', 'terraform.tfstate.backup', 'capability/terraform.tfstate', '.terraform/x', 'a.tfplan'];
    const paths = [...below.map((path) => `infra/${path}`), 'cdk.out/tree.json'];
    const check = (path: string) => spawnSync('git', ['check-ignore', '--quiet', '--no-index', path], { cwd: folder });
    spawnSync('git', ['init', '--quiet'], { cwd: folder });
    expect(paths.filter((path) => check(path).status !== 0)).toEqual([]);
    expect(check('infra/.terraform.lock.hcl').status).toBe(1);
  });

  test('the config repo, which has no AWS resources, names no output', () => {
    OUTPUTS.forEach((output) => expect(fileIn(files, 'config/.gitignore').content).not.toContain(output));
  });
});
