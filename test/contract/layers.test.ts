import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SEVERAL } from '../../src/environments/environments';
import type { Option } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';
import { PARTIALS, TEMPLATES } from '../../src/render/compiled-templates';
import { createContext } from '../../src/render/context';
import { parseLayer } from '../../src/render/layers';
import { REASONS } from '../../src/render/reasons';
import { RIGHTS } from '../../src/render/rights';
import { parseTemplatePath } from '../../src/render/template';
import { DIMENSIONS, answersWith } from '../support/option-values';
import { nameOf, renderPair } from '../support/render-pair';

const FOLDER = join(__dirname, '..', '..', 'templates');
const FILES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1).replace(/\\/g, '/'))
  .sort();
const PARTIAL_FILES = FILES.filter((file) => file.startsWith('partials/'));
const TEMPLATE_FILES = FILES.filter((file) => !file.startsWith('partials/'));

/** Values that add nothing, while another value of their option has a layer. */
const VALUES_WITHOUT_A_LAYER: Readonly<Record<string, readonly string[]>> = {
  // The gate of Amazon Inspector is an action of the pipeline, without a program and without waivers.
  scanner: ['inspector'],
  // The files of one repository are in templates/single.
  layout: ['single'],
  // Without these builds, their files are not rendered.
  prBuilds: ['false'],
  // Without a schedule, its files are not rendered.
  upgrades: ['none'],
  // Only arm64 in Auto Mode needs node pools of its own.
  architecture: ['amd64'],
  compute: ['managed-nodes'],
  // They need no settings file.
  packageManager: ['npm', 'yarn-classic', 'bun'],
  // An IAM role has no credentials to connect with; the layer of the engine has its files.
  repoAuth: ['iam'],
  // Both share the layer promotion!=manual.
  promotion: ['commit', 'pull-request'],
};

/** Partials that write their locals without escaping, because these are names and parts of strings in HCL. */
const WITH_LITERALS = ['log-group', 'logs-config', 'program', 'role'].map((name) => `iac=terraform/${name}`);

const isLocalOf = (partials: readonly string[], use: string) =>
  partials.some((name) => use.startsWith(`partials/${name}.ejs: `) && /: locals\.\w+$/.test(use));
const optionNamed = (name: string) => [...OPTIONS, SEVERAL as Option].find((option) => option.name === name);
const hasValue = (option: Option, value: string) =>
  option.type === 'integer' ? Number.isInteger(Number(value)) : valuesOf(option).includes(value);
const valuesOf = ({ type, choices = [] }: Option) =>
  type === 'boolean' ? ['true', 'false'] : choices.map((choice) => choice.value);
const conditions = TEMPLATE_FILES.flatMap((file) => parseLayer(parseTemplatePath(file).layer).conditions);

describe('the folder of templates', () => {
  test('holds templates for both repositories', () => {
    expect(TEMPLATE_FILES.filter((file) => file.startsWith('app/')).length).toBeGreaterThan(5);
    expect(TEMPLATE_FILES.filter((file) => file.startsWith('config/')).length).toBeGreaterThan(5);
  });

  test('every file ends in .ejs', () => {
    expect(FILES.filter((file) => !file.endsWith('.ejs'))).toEqual([]);
  });

  test('matches the compiled templates', () => {
    const compiled = TEMPLATES.map(({ repo, ownership, layer, path }) => `${repo}/${layer}/${ownership}/${path}.ejs`);
    expect(compiled.sort()).toEqual(TEMPLATE_FILES);
    expect(Object.keys(PARTIALS).sort()).toEqual(
      PARTIAL_FILES.map((file) => file.slice('partials/'.length, -'.ejs'.length)).sort(),
    );
  });

  test('only partials, rights, reasons and package manager commands use raw output', () => {
    const raw = FILES.flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/<%-(.*?)%>/gs)].map(
        ([, code]) => `${file}: ${code.trim()}`,
      ),
    );
    const include = /^\S+: include\(['`]([a-z=/${}-]+(?:\.(?:mjs|sh|yml))?)['`]/;
    // Neither commands from the table of package managers nor literals in templates are user input.
    const uses = raw.filter((use) => !/: manager\.\w+$/.test(use) && !isLocalOf(WITH_LITERALS, use));
    expect(uses.filter((use) => !include.test(use))).toEqual([]);
    const included = new Set(uses.flatMap((use) => partialsNamed(include.exec(use)?.[1] ?? '')));
    const printed = [
      ...Object.keys(RIGHTS).map((name) => `rights/${name}`), ...Object.keys(REASONS).map((name) => `why/${name}`),
    ];
    expect([...included].sort()).toEqual([...Object.keys(PARTIALS), ...printed].sort());
  });

  test('partials with raw locals get literals alone', () => {
    const calls = FILES.flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/include\('([^']+)', (\{.*?\})\) -?%>/gs)]
        .filter(([, name]) => WITH_LITERALS.includes(name))
        .map(([, name, locals]) => `${name}: ${locals.replace(/\w+: ('[^']*'|true),?\s*/g, '').replace(/\s/g, '')}`));
    expect(new Set(calls)).toEqual(new Set(WITH_LITERALS.map((name) => `${name}: {}`)));
  });

  test('paths use only names that every context has', () => {
    const context: Readonly<Record<string, unknown>> = createContext(
      'app', resolveOptions({ appName: 'app' }), '0.0.0',
    );
    const names = TEMPLATE_FILES.flatMap((file) => [...file.matchAll(/\[([^\]]*)\]/g)].map(([, name]) => name));
    expect(names.filter((name) => typeof context[name] !== 'string')).toEqual([]);
  });
});

describe('the layers', () => {
  test('name only enumerable options and their values', () => {
    const wrong = conditions.filter(({ option, value }) => {
      const row = optionNamed(option);
      return !row || !hasValue(row, value);
    });
    expect(wrong).toEqual([]);
  });

  test.each([...new Set(conditions.filter(({ negated }) => !negated).map(({ option }) => option))])(
    '%s: every value has a layer or an explicit exception',
    (option) => {
      const layered = conditions
        .filter((condition) => condition.option === option && !condition.negated)
        .map(({ value }) => value);
      const without = valuesOf(optionNamed(option)!).filter((value) => !layered.includes(value));
      expect(without).toEqual(VALUES_WITHOUT_A_LAYER[option] ?? []);
    },
  );

  test('never render the same path twice', () => {
    const clashes = TEMPLATES.flatMap((one, index) =>
      TEMPLATES.slice(index + 1)
        .filter(
          (other) =>
            one.path === other.path &&
            (one.repo === other.repo || [one.repo, other.repo].includes('both')) &&
            canMeet(one.layer, other.layer),
        )
        .map((other) => `${one.repo}/${one.path}: ${one.layer} and ${other.layer}`),
    );
    expect(clashes).toEqual([]);
  });

  test('give a path the same owner in every layer', () => {
    const owners = new Map<string, string>();
    const changes = TEMPLATES.filter(({ repo, path, ownership }) => {
      const first = owners.get(`${repo}/${path}`) ?? ownership;
      owners.set(`${repo}/${path}`, first);
      return first !== ownership;
    });
    expect(changes.map(({ path }) => path)).toEqual([]);
  });
});

describe('every option', () => {
  test.each(OPTIONS.map((option) => [option.name, option] as const))(
    '%s: each value renders a different pair',
    (name, option) => {
      // A required option has no default.
      const values = DIMENSIONS[name].filter((value) => value !== undefined || !option.required);
      const pairs = values.map((value) =>
        renderPair(answersWith(option, value))
          .map((file) => `${nameOf(file)}\n${file.content}`)
          .join('\n'),
      );
      values.forEach((value, index) => {
        expect({ value, sameAs: values[pairs.indexOf(pairs[index])] }).toEqual({ value, sameAs: value });
      });
    },
  );
});

function canMeet(one: string, other: string): boolean {
  const others = parseLayer(other).conditions;
  return parseLayer(one).conditions.every(({ option, value, negated }) =>
    others.every(
      (condition) =>
        condition.option !== option ||
        (negated && condition.negated) ||
        (condition.value === value) === (negated === condition.negated),
    ),
  );
}

/** A partial that is named by an answer, as in `engine=${engine}/readme-install`: one for each value. */
function partialsNamed(name: string): string[] {
  const option = /\$\{(\w+)\}/.exec(name)?.[1];
  return option === undefined
    ? [name]
    : valuesOf(optionNamed(option)!).map((value) => name.replace(`\${${option}}`, value));
}
