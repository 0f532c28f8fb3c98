import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ProgramName, programSource } from './load-program';
import { writeProgram } from './run-program';
import type { Answers } from '../../src/options/option';
import { runProgram } from '../support/programs';
import { temporaryFolder } from '../support/temporary-folder';

const NO_DIGEST = 'Not promoted: The build names "undefined", which is not an image digest.\n';
const PROGRAMS: [ProgramName, string, Answers][] = [
  ['promote', NO_DIGEST, {}],
  ['promote', NO_DIGEST, { layout: 'single' }],
  ['promote', NO_DIGEST, { layout: 'single', environments: ['dev', 'production'] }],
  ['scan-gate', 'Not accepted: IMAGE_DIGEST is undefined, which is not a digest.\n', {}],
  ['propose-upgrade', 'Not proposed: PATCH must name a file of up to 25165824 bytes, not "".\n', {}],
  ['report-pull-request', 'Not reported: BUILD_ID must name a build, not "undefined".\n', {}],
];

describe.each(PROGRAMS)('%s', (name, refusal, answers) => {
  test('is a module that Node.js can parse', () => {
    expect(runProgram(process.execPath, ['--check', writeProgram(name, temporaryFolder(), answers)], '.')).toEqual({
      code: 0, output: '',
    });
  });

  test('is safe in a CloudFormation template and in a here-document', () => {
    const source = programSource(name, answers);
    expect(source).not.toMatch(/<%|\$\{/);
    // CloudFormation may store a question mark for other characters.
    expect(source).toMatch(/^[\n\x20-\x7e]+$/);
    expect(source.split('\n')).not.toContain('PROGRAM');
    expect(Math.max(...source.split('\n').map((line) => line.length))).toBeLessThanOrEqual(150);
  });

  test('needs only Node.js', () => {
    const imported = [...programSource(name, answers).matchAll(/\bfrom '(.*)'|\bimport\((.*)\)|\brequire\((.*)\)/g)].map(
      (found) => found[1],
    );
    expect(imported.length).toBeGreaterThan(0);
    imported.forEach((one) => expect(one).toMatch(/^node:/));
  });

  // A gate that does nothing would accept every image.
  test('runs under any path and fails with one sentence', () => {
    const folder = temporaryFolder();
    symlinkSync(writeProgram(name, folder, answers), join(folder, 'link.mjs'));
    for (const path of [`${name}.mjs`, './link.mjs', join(folder, 'link.mjs')]) {
      expect(runProgram('env', ['-i', process.execPath, path], folder)).toEqual({ code: 1, output: refusal });
    }
  });
});
