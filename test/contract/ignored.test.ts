import { InfrastructureAsCode } from '../../src/options/enums';
import { INFRASTRUCTURE_TOOLS } from '../../src/render/infrastructure-tools';
import { fileIn, renderPair } from '../support/render-pair';

const OUTPUTS = [...new Set(Object.values(INFRASTRUCTURE_TOOLS).flatMap(({ outputs }) => outputs))];

describe.each(Object.values(InfrastructureAsCode))('after a change of iac to %s', (iac) => {
  const files = renderPair({ appName: 'shop', iac });

  test.each(OUTPUTS)('neither Git nor the image takes %s of the earlier tool', (output) => {
    expect(fileIn(files, 'app/.gitignore').content.split('\n')).toContain(`${output}/`);
    expect(fileIn(files, 'app/.dockerignore').content.split('\n')).toContain(output);
  });

  test('the config repo, which has no AWS resources, names no output', () => {
    OUTPUTS.forEach((output) => expect(fileIn(files, 'config/.gitignore').content).not.toContain(output));
  });
});
