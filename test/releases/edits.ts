import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repo } from '../../src/options/repo';

/** What the owner of a pair did to one file. */
export interface Edit {
  readonly repo: Repo;
  /** `*` is the name of the environment. */
  readonly path: string;
  readonly act: (path: string) => void;
  readonly isDeleted?: true;
  /** Texts that must be somewhere in the file afterwards. */
  readonly keeps?: readonly string[];
  /** Where the owner moved the file. */
  readonly movedTo?: string;
}

const DIGEST = `sha256:${'5ca1ab1e'.repeat(8)}`;
const REPOSITORY = '012345678901.dkr.ecr.us-east-1.amazonaws.com/shop';

const change = (edit: (text: string) => string) => (path: string) => {
  const text = readFileSync(path, 'utf8');
  if (edit(text) === text) {
    throw new Error(`nothing to edit in ${path}`);
  }
  chmodSync(path, 0o644);
  writeFileSync(path, edit(text));
};
const replace = (before: RegExp, after: string) => change((text) => text.replace(before, after));
const moveTo = (name: string) => (path: string) => {
  mkdirSync(dirname(join(dirname(path), name)), { recursive: true });
  renameSync(path, join(dirname(path), name));
};
const remove = (path: string) => rmSync(path);

/** Each way in which owners change files, in every release. */
export const EDITS: readonly Edit[] = [
  { repo: 'app', path: 'server.js', act: replace(/deepskyblue/, 'tomato'), keeps: ['tomato'] },
  { repo: 'app', path: 'test/server.test.js', act: moveTo('page.test.js'), movedTo: 'test/page.test.js' },
  { repo: 'app', path: 'Dockerfile', act: replace(/(?=^EXPOSE )/m, 'LABEL team=shop\n'), keeps: ['LABEL team=shop\n'] },
  { repo: 'app', path: '.editorconfig', act: remove, isDeleted: true },
  { repo: 'app', path: '.dockerignore', act: change((text) => text.replace(/\n/g, '\r\n')), keeps: ['\r\n'] },
  {
    repo: 'app',
    path: 'package.json',
    act: replace(/"start": "node server\.js"/, '"start": "node --inspect server.js",\n    "lint": "eslint ."'),
    keeps: ['"start": "node --inspect server.js"', '"lint": "eslint ."'],
  },
  { repo: 'app', path: '.gitignore', act: change((text) => `${text}coverage/\n`), keeps: ['coverage/\n'] },
  { repo: 'app', path: 'buildspec.yml', act: (path) => chmodSync(path, 0o755) },
  {
    repo: 'app',
    path: 'README.md',
    act: replace(/^(# shop\n)/, '$1\nOwned by the team shop.\n'),
    keeps: ['Owned by the team shop.\n'],
  },
  { repo: 'app', path: '.shellcheckrc', act: change((text) => `${text}disable=SC2312\n`), keeps: ['disable=SC2312\n'] },
  {
    repo: 'config',
    path: 'k8s/base/deployment.yaml',
    act: replace(/^( +)- name: PORT$/m, '$1- name: LOG_LEVEL\n$1  value: debug\n$1- name: PORT'),
    keeps: ['- name: LOG_LEVEL\n', 'value: debug\n'],
  },
  {
    repo: 'config',
    path: 'k8s/overlays/*/kustomization.yaml',
    act: change((text) =>
      text.replace(/sha256:0{64}/, DIGEST).replace(/newName: .*/, `newName: ${REPOSITORY}`)
        .replace(/(count:) \d+/, '$1 7')),
    keeps: [`digest: ${DIGEST}\n`, `newName: ${REPOSITORY}\n`, 'count: 7\n'],
  },
  { repo: 'config', path: 'k8s/base/service.yaml', act: change((text) => text.trimEnd()) },
  { repo: 'config', path: 'argocd/connection.yaml', act: remove, isDeleted: true },
  {
    repo: 'config',
    path: '.editorconfig',
    act: replace(/^(root = true\n)/, '$1\n[*.patch]\ninsert_final_newline = false\n'),
    keeps: ['[*.patch]\n'],
  },
];
