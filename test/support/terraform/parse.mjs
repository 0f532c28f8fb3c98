// Reads a list of root modules ({ file: text }) from standard input and prints each as JSON. Runs as a process, because
// the parser is asynchronous. Arguments of jsonencode, yamlencode and join are parsed, too.
import { parse } from '@cdktn/hcl2json';
import { readFileSync } from 'node:fs';

const CALL = /^\$\{(jsonencode|yamlencode|join)\((.*)\)\}$/s;

async function expand(value) {
  if (Array.isArray(value)) return Promise.all(value.map(expand));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, item]) => [key, await expand(item)])));
  }
  const [, name, inner] = (typeof value === 'string' && CALL.exec(value)) || [];
  if (!name) return value;
  const { locals } = await parse('call.tf', `locals {\n  arguments = [${inner}]\n}\n`);
  const [first, second] = await expand(locals[0].arguments);
  return name === 'join' ? second.join(first) : { [name]: first };
}

async function read(files) {
  const merged = { resource: {}, data: {}, variable: {}, output: {}, locals: {} };
  for (const [file, text] of Object.entries(files)) {
    const { locals = [], ...blocks } = await expand(await parse(file, text));
    for (const kind of ['resource', 'data']) {
      for (const [type, named] of Object.entries(blocks[kind] ?? {})) {
        Object.assign((merged[kind][type] ??= {}), named);
      }
    }
    for (const kind of ['variable', 'output']) Object.assign(merged[kind], blocks[kind]);
    Object.assign(merged.locals, ...locals);
    if (file.endsWith('.tfvars')) merged.values = blocks;
  }
  return merged;
}

const modules = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(await Promise.all(modules.map(read))));
