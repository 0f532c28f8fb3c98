import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const answersOf = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));

describe('answers from files and the environment', () => {
  test('flags override a YAML file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'answers.yaml'), 'appName: shop\naccountId: "012345678901"\nreplicas: 7\n');
    expect(await main(fakeIo({ cwd, args: ['--answers', 'answers.yaml', '--replicas', '3', '--yes'] }))).toBe(0);
    expect(answersOf(join(cwd, 'shop'))).toMatchObject({ accountId: '012345678901', replicas: 3 });
  });

  test('reads the .projenrc.json of another pair', async () => {
    const cwd = temporaryFolder();
    await main(fakeIo({ cwd, args: ['shop', '--yes', '--replicas', '9'] }));
    expect(
      await main(fakeIo({ cwd, args: ['--answers', 'shop/.projenrc.json', '--yes', '--directory', 'copy'] })),
    ).toBe(0);
    expect(answersOf(join(cwd, 'copy', 'shop'))).toEqual(answersOf(join(cwd, 'shop')));
  });

  test.each([
    ['- 1', 'one object'],
    ['a: b: c', 'neither JSON nor YAML'],
  ])('refuses a file that holds %j', async (text, rule) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'answers.yaml'), text);
    const io = fakeIo({ cwd, args: ['--answers', 'answers.yaml', '--yes'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain(rule);
  });

  test('reads region and account from the AWS environment', async () => {
    const cwd = temporaryFolder();
    const asked: string[] = [];
    const io = fakeIo({
      cwd,
      args: ['shop', '--yes'],
      env: { AWS_REGION: 'eu-central-1', AWS_PROFILE: 'dev', HOME: cwd },
      lookUpAccount: async (region) => {
        asked.push(region);
        return '012345678901';
      },
    });
    await main(io);
    expect(asked).toEqual(['eu-central-1']);
    expect(answersOf(join(cwd, 'shop'))).toMatchObject({ region: 'eu-central-1', accountId: '012345678901' });
  });

  test('reads the region of the profile in the AWS configuration', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, '.aws'));
    writeFileSync(join(cwd, '.aws', 'config'), '[default]\nregion = us-west-2\n[profile dev]\nregion=ap-south-1\n');
    await main(fakeIo({ cwd, args: ['one', '--yes'], env: { HOME: cwd } }));
    await main(fakeIo({ cwd, args: ['two', '--yes'], env: { HOME: cwd, AWS_PROFILE: 'dev' } }));
    expect([answersOf(join(cwd, 'one')).region, answersOf(join(cwd, 'two')).region]).toEqual([
      'us-west-2', 'ap-south-1',
    ]);
  });

  test('leaves an unknown account open, with a note', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['shop', '--yes'], env: { AWS_PROFILE: 'dev', HOME: cwd } });
    expect(await main(io)).toBe(0);
    expect(io.said.join('\n')).toContain('The AWS account ID is unknown (no network)');
    expect(answersOf(join(cwd, 'shop')).accountId).toBe('');
  });
});
