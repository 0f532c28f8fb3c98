// Stand-in for kubectl: answers from the objects in the file that $KUBERNETES names. Its words are those of kubectl
// 1.36 and of the API server; its JSONPath is https://kubernetes.io/docs/reference/kubectl/jsonpath/, as far as tasks
// use it.
import { readFileSync } from 'node:fs';

/**
 * Names that kubectl takes for a type, and the one that the API server uses in its messages. Of others, the file lists
 * those that exist.
 */
const TYPES = {
  configmap: 'configmaps',
  crd: 'customresourcedefinitions.apiextensions.k8s.io',
  daemonset: 'daemonsets.apps',
  deployment: 'deployments.apps',
  namespace: 'namespaces',
  nodes: 'nodes',
  secret: 'secrets',
  service: 'services',
  statefulset: 'statefulsets.apps',
};
const WITH_VALUE = [
  '--context', '--namespace', '--selector', '--output', '--type', '--patch', '--timeout', '--filename', '--for',
  '--api-group',
];

const flags = {};
const words = [];
const args = process.argv.slice(2);
while (args.length > 0) {
  const argument = args.shift();
  if (argument.startsWith('-')) {
    const [name, value] = argument.split(/=(.*)/s);
    flags[name] = value ?? (WITH_VALUE.includes(name) ? args.shift() : true);
  } else {
    words.push(argument);
  }
}

const { contexts = {}, ...cluster } = JSON.parse(readFileSync(process.env.KUBERNETES, 'utf8'));
const { objects = [], types = {}, forbidden = [], silent = false } = contexts[flags['--context']] ?? cluster;

const [verb, type, name] = words;
if (flags['--filename'] === '-') {
  readFileSync(0);
}
if (silent === true || silent === verb) {
  fail('Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout');
}
if (verb === 'get') {
  get();
} else if (verb === 'api-resources') {
  write(
    Object.values(types)
      .filter((known) => known.endsWith(`.${flags['--api-group']}`))
      .map((known) => `${known}\n`)
      .join(''),
  );
} else if (verb === 'auth') {
  write('yes\n');
} else if (flags['--dry-run'] === 'client' || flags['--local']) {
  write('apiVersion: v1\n');
}

function get() {
  const resource = { ...TYPES, ...types }[type];
  if (!resource) {
    fail(`error: the server doesn't have a resource type "${type.split('.')[0]}"`);
  }
  if (forbidden.includes(resource)) {
    const [plural, ...group] = resource.split('.');
    const subject = name ? `${resource} "${name}" is` : `${resource} is`;
    fail(
      `Error from server (Forbidden): ${subject} forbidden: User "dev" cannot ${name ? 'get' : 'list'} resource "${plural}" in API group "${group.join('.')}"`,
    );
  }
  const found = objects.filter((object) => matches(object, resource));
  if (!name) {
    return write(jsonPath({ items: found }));
  }
  if (found.length === 0) {
    return flags['--ignore-not-found']
      ? undefined
      : fail(`Error from server (NotFound): ${resource} "${name}" not found`);
  }
  return write(jsonPath(found[0]));
}

function matches({ type: of, metadata }, resource) {
  const [label, value] = (flags['--selector'] ?? '').split('=');
  const namespace =
    ['nodes', 'namespaces', TYPES.crd].includes(resource) || resource.endsWith('karpenter.sh')
      ? undefined
      : (flags['--namespace'] ?? 'default');
  return (
    of === resource &&
    metadata.namespace === namespace &&
    (!name || metadata.name === name) &&
    (!label || metadata.labels?.[label] === value)
  );
}

function jsonPath(root) {
  const template = /^jsonpath=(.*)$/s.exec(flags['--output'] ?? '')?.[1] ?? '';
  const tokens = template.match(/\{(?:"[^"]*"|\[\?\(.*?\)\]|[^{}])*\}|[^{}]+/g) ?? [];
  return render(tokens, root);
}

function render(tokens, root) {
  let output = '';
  while (tokens.length > 0) {
    const token = tokens.shift();
    const inside = token.startsWith('{') ? token.slice(1, -1) : undefined;
    if (inside === undefined) {
      output += token;
    } else if (inside.startsWith('"')) {
      output += JSON.parse(inside);
    } else if (inside.startsWith('range ')) {
      const body = tokens.splice(0, tokens.indexOf('{end}') + 1).slice(0, -1);
      output += select(root, inside.slice('range '.length)).map((item) => render([...body], item)).join('');
    } else {
      output += select(root, inside)
        .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
        .join(' ');
    }
  }
  return output;
}

/** The values at a path: fields with escaped dots, `[*]`, and filters for one value. */
function select(root, path) {
  const steps = path.match(/\.(?:\\.|[^.[\\])+|\[\*\]|\[\d+\]|\[\?\(@\.\w+==[^)]*\)\]/g) ?? [];
  return steps.reduce(
    (values, step) =>
      values
        .flatMap((value) => {
          const filter = /^\[\?\(@\.(\w+)==(.*)\)\]$/.exec(step);
          if (filter) {
            return (value ?? []).filter((item) => item[filter[1]] === JSON.parse(filter[2]));
          }
          const index = /^\[(\d+)\]$/.exec(step)?.[1];
          if (index && value && index >= value.length) {
            fail(`error: error executing jsonpath: array index out of bounds: index ${index}, length ${value.length}`);
          }
          return step === '[*]'
            ? (value ?? [])
            : [value?.[step.startsWith('[') ? step.slice(1, -1) : step.slice(1).replace(/\\(.)/g, '$1')]];
        })
        .filter((value) => value !== undefined && value !== null),
    [root],
  );
}

function write(text) {
  process.stdout.write(text);
}

function fail(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
