import { Script } from 'node:vm';
import { DockerfileParser } from 'dockerfile-ast';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { CLOUDFORMATION_TAGS } from '../../src/checks/iac/cloudformation-tags';
import { languageOf } from '../../src/render/escape';

/** The content of a data file, or undefined for a program or a text. Throws if the file is not well-formed. */
export function parseFile(path: string, content: string): unknown {
  switch (languageOf(path)) {
    case 'yaml':
      return parseYamlBothWays(content);
    case 'json':
      return JSON.parse(content);
    case 'javascript':
      return path.endsWith('.js') ? void new Script(content, { filename: path }) : parseModule(path, content);
    case 'dockerfile':
      return parseDockerfile(content);
    default:
      return undefined;
  }
}

/** The documents of a YAML text. Throws unless YAML 1.1 and 1.2 give the same result. */
function parseYamlBothWays(text: string): unknown[] {
  const [older, newer] = (['1.1', '1.2'] as const).map((version) => parseYaml(text, version));
  const [oldText, newText] = [older, newer].map((documents) => JSON.stringify(documents, typedValue, 1).split('\n'));
  const different = newText.findIndex((line, index) => line !== oldText[index]);
  if (different >= 0 || oldText.length !== newText.length) {
    throw new Error(`YAML 1.1 reads ${oldText[different]?.trim()} where YAML 1.2 reads ${newText[different]?.trim()}`);
  }
  return newer;
}

/** The documents of a YAML text. Throws for parser warnings, too. */
export function parseYaml(text: string, version: '1.1' | '1.2'): unknown[] {
  const documents = parseAllDocuments(text, {
    version, customTags: [...CLOUDFORMATION_TAGS], strict: true, uniqueKeys: true,
  });
  return [...documents].map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) {
      throw new Error(`YAML ${version}: ${problem.message}`);
    }
    return document.toJS();
  });
}

/** JSON cannot represent some YAML values. Dates are already strings, and a string never starts with a tag. */
function typedValue(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  if (original instanceof Date) {
    return { date: original.toISOString() };
  }
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}

function parseModule(fileName: string, content: string): undefined {
  const compilerOptions = { allowJs: true, target: ts.ScriptTarget.ES2022 };
  const { diagnostics = [] } = ts.transpileModule(content, { fileName, reportDiagnostics: true, compilerOptions });
  if (diagnostics.length > 0) {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostics[0].messageText, '\n'));
  }
  return undefined;
}

function parseDockerfile(content: string): undefined {
  const instructions = DockerfileParser.parse(content).getInstructions();
  const unknown = instructions
    .map((instruction) => instruction.getKeyword())
    .filter((keyword) => !DOCKERFILE_INSTRUCTIONS.includes(keyword));
  if (unknown.length > 0 || instructions.length === 0) {
    throw new Error(`not a Dockerfile: ${unknown.join(', ') || 'it is empty'}`);
  }
  return undefined;
}

const DOCKERFILE_INSTRUCTIONS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];
