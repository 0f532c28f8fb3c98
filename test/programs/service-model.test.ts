import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as codebuild from '@aws-sdk/client-codebuild';
import * as codecommit from '@aws-sdk/client-codecommit';
import * as ecr from '@aws-sdk/client-ecr';
import * as eks from '@aws-sdk/client-eks';
import { loadProgram, programSource, type ProgramName } from './load-program';
import type { Answers } from '../../src/options/option';
import { parseYaml } from '../support/parse-file';
import { fileIn, renderPair } from '../support/render-pair';

const { StatusType } = codebuild;
/** The calls of the programs, by their command-line name. */
const SERVICES: Readonly<Record<string, object>> = { codebuild, codecommit, ecr };
const PARTIALS = readdirSync(join(__dirname, '../../templates/partials'));
const SINGLE: Answers = { layout: 'single' };
/** All but those that call no service. */
const PROGRAMS = PARTIALS.flatMap((name) => /^((?!overlay|collect-changes|compare-commits).+)\.mjs\.ejs$/.exec(name)?.[1] ?? []) as ProgramName[];

/**
 * Errors that each service may answer with, whose modules do not list them.
 * Source: the list of the SDK's own retries, `THROTTLING_ERROR_CODES` of @smithy/core.
 */
const COMMON = [
  'RequestLimitExceeded', 'RequestThrottledException', 'Throttling', 'ThrottlingException', 'TooManyRequestsException',
];

/** The beginnings of names of errors in a program's expressions, and the whole names in its texts. */
function errorsIn(source: string): string[] {
  const expressions = [...source.matchAll(/\/\^\(([A-Z]\w+(?:\|[A-Z]\w+)+)\)(\w*)\$?\//g)];
  const alternatives = expressions.flatMap(([, names, end]) => names.split('|').map((name) => name + end));
  return [...new Set([...alternatives, ...[...source.matchAll(/\b[A-Z]\w+Exception\b/g)].map(([name]) => name)])];
}

const VARIANTS: Array<[ProgramName, Answers]> = [...PROGRAMS.map((name): [ProgramName, Answers] => [name, {}]), ['promote', SINGLE]];

test.each(VARIANTS)('every error on which %s branches exists in the services that it calls: %j', (program, answers) => {
  const source = programSource(program, answers);
  const called = Object.keys(SERVICES).filter((name) => source.includes(`'${name}'`));
  const known = [...called.flatMap((name) => Object.keys(SERVICES[name])), ...COMMON];
  expect(called).not.toEqual([]);
  expect(errorsIn(source)).not.toEqual([]);
  expect(errorsIn(source).filter((error) => !known.some((name) => name.startsWith(error)))).toEqual([]);
});

test('every error on which a task branches exists in ECR or EKS', () => {
  const files = renderPair({ appName: 'shop' }).filter(({ path }) => path.startsWith('scripts/'));
  const errors = files.flatMap(({ content }) => [...content.matchAll(/\b[A-Z]\w+Exception\b/g)].map(([name]) => name));
  expect(errors).not.toEqual([]);
  expect(errors.filter((name) => !(name in ecr || name in eks))).toEqual([]);
});

describe('the report on a pull request handles every build status', () => {
  const program = loadProgram<{ report(input: object): Promise<void> }>(programSource('report-pull-request'));
  const commit = 'a'.repeat(40);
  const ended = Object.values(StatusType).filter((status) => status !== StatusType.IN_PROGRESS);

  async function reported(buildStatus: string): Promise<string> {
    const id = 'shop-pull-request:01234567-89ab-cdef-0123-456789abcdef';
    const environmentVariables = [{ name: 'PULL_REQUEST', value: '1' }, { name: 'BEFORE_COMMIT', value: commit }];
    const build = { id, buildStatus, resolvedSourceVersion: commit, environment: { environmentVariables } };
    let comment = '';
    const call = async (service: string, _: string, input: { content: string }) => {
      comment = input.content ?? comment;
      return service === 'codebuild' ? { builds: [build] } : {};
    };
    await program.report({ env: { BUILD_ID: id, REPOSITORY: 'shop' }, call, say: () => undefined });
    return comment;
  }

  test.each(ended)('%s', async (status) => {
    expect(await reported(status)).toMatch(/^The build of this commit /);
  });

  test('its rule starts it for each final status', () => {
    const [template] = parseYaml(
      fileIn(renderPair({ appName: 'shop' }), 'app/infra/pull-requests.yaml').content, '1.2',
    ) as any[];
    const { EventPattern } = template.Resources.PullRequestReportTrigger.Properties;
    expect(EventPattern.detail['build-status'].sort()).toEqual([...ended].sort());
  });

  test('it does not report a build in progress', async () => {
    await expect(reported(StatusType.IN_PROGRESS)).rejects.toThrow('has not ended');
  });
});
