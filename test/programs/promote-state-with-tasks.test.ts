import { basename, dirname } from 'node:path';
import { callInProcess, FakeCodeCommit, FakeEcr } from '../aws-stand-in';
import { digestOf, FILE } from './promotion';
import { ENVIRONMENTS, type EnvironmentName, stageOf, stateProgram } from './state-promotion';
import { testWithBash } from '../support/bash';
import { SingleClone } from '../support/single-clone';

/** A generated repository whose remote is in CodeCommit. The pipeline and the tasks of a person change it. */
class Shared {
  readonly clone = new SingleClone({ environments: [...ENVIRONMENTS] });
  private readonly ecr = new FakeEcr({});
  private readonly codecommit = new FakeCodeCommit({ folder: dirname(this.clone.server) });

  build(number: number): { commit: string; digest: string } {
    const build = {
      commit: this.clone.commit(`build ${number}`, { 'k8s/base/part.yaml': String(number) }), digest: digestOf(number),
    };
    this.clone.push(build.digest, build.commit);
    this.ecr.push('shop', build.digest, build.commit);
    return build;
  }

  async stage(name: EnvironmentName, { commit, digest }: { commit: string; digest: string }): Promise<string> {
    const said: string[] = [];
    await stateProgram.promote({
      env: {
        APP_REPOSITORY: basename(this.clone.server),
        IMAGE_NAME: 'shop',
        IMAGE_REPOSITORY: 'registry.example/shop',
        IMAGE_DIGEST: digest,
        SOURCE_COMMIT: commit,
        EXECUTION: '1',
        MODE: 'commit',
        ...stageOf(name),
      },
      call: callInProcess({ codecommit: this.codecommit, ecr: this.ecr }),
      sleep: async () => undefined,
      random: () => 0.5,
      say: (text) => { said.push(text); },
    });
    return said.at(-1)!;
  }

  task(script: string, ...args: string[]): string {
    const { status, stdout, stderr } = this.clone.task(script, ...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  }

  state(name: string): string {
    return `${this.clone.served(`deploy/${name}:k8s/base/part.yaml`)}`;
  }
}

let shared: Shared;

beforeEach(() => {
  shared = new Shared();
});

testWithBash('the pipeline knows what a person has promoted, and the other way round', async () => {
  const [first, second, third] = [1, 2, 3].map((number) => shared.build(number));
  shared.task('promote', '--to', 'dev', '--digest', second.digest);
  expect(await shared.stage('dev', first)).toContain(`${first.commit} is older than ${second.commit}`);
  expect(await shared.stage('dev', second)).toContain('deploy/dev already has');
  expect(await shared.stage('staging', second)).toContain(`Promoted ${second.commit}`);
  expect(shared.task('promote', '--to', 'staging')).toContain('deploy/staging already has');
  expect(await shared.stage('dev', third)).toContain(`Promoted ${third.commit}`);
  expect(shared.task('promote', '--to', 'dev', '--digest', third.digest)).toContain('deploy/dev already has');
  expect([shared.state('dev'), shared.state('staging')]).toEqual(['3', '2']);
});

testWithBash('both write the same files', async () => {
  const [first, second] = [1, 2].map((number) => shared.build(number));
  await shared.stage('dev', first);
  shared.task('promote', '--to', 'staging');
  const manifests = (name: string, except: string) => shared.clone.onServer('ls-tree', '-r', `deploy/${name}`, 'k8s')
    .split('\n').filter((line) => !line.endsWith(except));
  const others = (name: string) => manifests(name, 'kustomization.yaml');
  expect(others('dev')).toEqual(others('staging'));
  await shared.stage('dev', second);
  await shared.stage('staging', second);
  expect(others('dev')).toEqual(others('staging'));
  expect(shared.clone.served(`deploy/dev:${FILE}`)!.replaceAll('dev', 'staging'))
    .toBe(shared.clone.served(`deploy/staging:${FILE.replace('dev', 'staging')}`));
});

testWithBash('a rollback of one environment goes no further, and the next commit goes forward again', async () => {
  const [first, second] = [1, 2].map((number) => shared.build(number));
  for (const build of [first, second]) {
    await shared.stage('dev', build);
  }
  expect(shared.task('app/rollback', '--env', 'dev')).toContain(`Reverted to ${first.digest} (commit ${first.commit}).`);
  expect(await shared.stage('staging', second)).toContain(`Promoted ${first.commit}`);
  const third = shared.build(3);
  expect(await shared.stage('dev', third)).toContain(`Promoted ${third.commit}`);
  expect(await shared.stage('staging', third)).toContain(`Promoted ${third.commit}`);
  expect(shared.task('app/rollback', '--env', 'staging')).toContain(`Reverted to ${first.digest}`);
  expect([shared.state('dev'), shared.state('staging')]).toEqual(['3', '1']);
});

testWithBash('a promotion of more files than the API accepts continues with Git', async () => {
  await shared.stage('dev', shared.build(1));
  shared.clone.commit('many', Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`k8s/base/many/${at}`, `${at}`])));
  const second = shared.build(2);
  await expect(shared.stage('dev', second)).rejects.toThrow('With Git: npx projen promote --to dev');
  expect(shared.task('promote', '--to', 'dev')).toContain(`Promoted ${second.commit}`);
  expect(await shared.stage('dev', second)).toContain('deploy/dev already has');
  expect(await shared.stage('staging', second)).toContain(`Promoted ${second.commit}`);
  expect(shared.clone.served('deploy/staging:k8s/base/many/119')).toBe('119');
});

