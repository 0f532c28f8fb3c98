import { resolveOptions } from '../../src/options/resolve';
import { layerApplies, parseLayer } from '../../src/render/layers';
import { type Generator, renderRepo } from '../../src/render/render';
import { parseTemplatePath } from '../../src/render/template';
import type { Template } from '../../src/render/template-function';

const options = resolveOptions({ appName: 'shop' });

function template(path: string, render: Template['render'] = () => 'text\n'): Template {
  return { ...parseTemplatePath(path), render };
}

function generator(...templates: Template[]): Generator {
  return { version: '1.2.3', templates, partials: { greet: ({ whom }) => `hello ${whom}` } };
}

const applies = (layer: string) => layerApplies(parseLayer(layer), options);
const pathsOf = (...templates: Template[]) =>
  renderRepo('app', options, generator(...templates)).map(({ path }) => path);

describe('which templates are rendered', () => {
  test('those of the repository and those of both, sorted by path', () => {
    expect(
      pathsOf(
        template('app/base/once/b.txt.ejs'), template('config/base/once/c.txt.ejs'),
        template('both/base/once/a.txt.ejs'),
      ),
    ).toEqual(['a.txt', 'b.txt']);
  });

  test('those whose layer applies', () => {
    expect(
      pathsOf(template('app/trigger=pr-merge/once/a.txt.ejs'), template('app/trigger=commit/once/b.txt.ejs')),
    ).toEqual(['a.txt']);
    expect(applies('cluster=create,compute=auto-mode')).toBe(true);
    expect(applies('cluster=create,compute=managed-nodes')).toBe(false);
    expect(applies('prBuilds=true')).toBe(true);
    expect(applies('scanGate!=none,scanner=ecr')).toBe(true);
    expect(applies('scanGate!=critical')).toBe(false);
  });

  test('a layer for a list renders a file for each item', () => {
    const addresses = resolveOptions({ appName: 'shop', publicAccessCidrs: ['192.0.2.1/32', '192.0.2.2/32'] });
    const each = template(
      'app/cluster=create,each=publicAccessCidrs/once/[item].txt.ejs',
      (locals) => `only ${(locals as typeof locals & { item: string }).item}\n`,
    );
    const files = renderRepo('app', addresses, generator(each));
    expect(files.map(({ path, content }) => [path, content])).toEqual([
      ['192.0.2.1/32.txt', 'only 192.0.2.1/32\n'], ['192.0.2.2/32.txt', 'only 192.0.2.2/32\n'],
    ]);
    expect(pathsOf(template('app/each=publicAccessCidrs/once/[item].txt.ejs'))).toEqual([]);
    expect(() => pathsOf(template('app/each=appName/once/a.txt.ejs'))).toThrow('each=appName, but appName is not a list');
  });

  test('one that renders an empty file is an error, for the name of its layer states when it applies', () => {
    expect(() => pathsOf(template('app/base/managed/a.yaml.ejs', () => ' \n'))).toThrow('a.yaml of the layer base renders an empty file');
  });

  test.each(['trigger', 'trigger=', 'a=b=c', 'a!b', 'each=a,each=b', 'each!=a', ''])(
    'refuses the layer %j',
    (layer) => {
      expect(() => parseLayer(layer)).toThrow(`template layer "${layer}" must `);
    },
  );

  test.each(['other/base/once/a.ejs', 'app/base/sometimes/a.ejs', 'app/base/once.ejs'])(
    'refuses the path %s',
    (path) => {
      expect(() => parseTemplatePath(path)).toThrow(path);
    },
  );
});

describe('how a template is rendered', () => {
  const only = (one: Template) => renderRepo('app', options, generator(one))[0];

  test('a path can use names from the context', () => {
    expect(only(template('app/base/once/k8s/[environment]/a.txt.ejs'))).toMatchObject({
      path: 'k8s/production/a.txt', id: 'k8s/[environment]/a.txt',
    });
    expect(() => only(template('app/base/once/[nothing].txt.ejs'))).toThrow('[nothing]');
  });

  test('a managed file says so below its shebang; a JSON file cannot', () => {
    expect(only(template('app/base/managed/a.sh.ejs', () => '#!/bin/sh\necho\n')).content).toMatch(
      /^#!\/bin\/sh\n# Managed by .*\necho\n$/,
    );
    expect(only(template('app/base/managed/a.yaml.ejs', () => 'a: 1\n')).content).toMatch(/^# Managed by .*\na: 1\n$/);
    expect(only(template('app/base/managed/a.json.ejs', () => '{}\n')).content).toBe('{}\n');
    expect(only(template('app/base/once/a.yaml.ejs', () => 'a: 1\n')).content).toBe('a: 1\n');
  });

  test('a file with a shebang is executable', () => {
    expect(only(template('app/base/once/a.sh.ejs', () => '#!/bin/sh\n')).executable).toBe(true);
    expect(only(template('app/base/once/a.sh.ejs')).executable).toBe(false);
  });

  test('a partial receives the context and its parameters', () => {
    expect(
      only(template('app/base/once/a.txt.ejs', (_, __, include) => include('greet', { whom: 'you' }))).content,
    ).toBe('hello you');
    expect(() => only(template('app/base/once/a.txt.ejs', (_, __, include) => include('gone')))).toThrow('gone');
  });

  test('undefined values are errors', () => {
    expect(() => only(template('app/base/once/a.txt.ejs', (_, escape) => escape(undefined)))).toThrow('does not exist');
  });
});

test('two layers that give one path are an error', () => {
  expect(() => pathsOf(template('app/base/once/a.txt.ejs'), template('both/trigger=pr-merge/merged/a.txt.ejs'))).toThrow('two template layers have the file a.txt');
});

describe('one repository', () => {
  const rendered = (...templates: Template[]) =>
    renderRepo('single', resolveOptions({ appName: 'shop', layout: 'single' }), generator(...templates));

  test('has the files of both halves of a pair and its own', () => {
    const files = rendered(
      template('app/base/once/a.txt.ejs'), template('config/base/once/c.txt.ejs'), template('both/base/once/b.txt.ejs'),
      template('single/base/once/d.txt.ejs'),
    );
    expect(files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  });

  test('its own file replaces those of both halves', () => {
    const files = rendered(
      template('app/base/once/a.txt.ejs', () => 'app\n'), template('config/base/merged/a.txt.ejs', () => 'config\n'),
      template('single/base/once/a.txt.ejs', () => 'one\n'),
    );
    expect(files).toMatchObject([{ path: 'a.txt', content: 'one\n', ownership: 'once' }]);
  });

  test('two halves with a file of one path are an error without its own file', () => {
    expect(() => rendered(template('app/base/once/a.txt.ejs'), template('config/base/once/a.txt.ejs')))
      .toThrow('two template layers have the file a.txt');
  });

  test('no file of it is in a pair', () => {
    expect(pathsOf(template('single/base/once/a.txt.ejs'), template('app/base/once/b.txt.ejs'))).toEqual(['b.txt']);
  });

  test('texts of templates speak of one repository', () => {
    const [{ content }] = rendered(template('app/base/once/a.txt.ejs', () => 'In the app repo, run: npx projen up\n'));
    expect(content).toBe('Run: npx projen up\n');
  });
});
