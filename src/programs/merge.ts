/** The task `merge` of a generated repository: shows the conflicts of the user's files, and resolves them. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mergeByHand } from './merge-tool';
import { Refusal, type Repository, type Say, openRepository, readArguments } from './repository';
import { modeBits } from '../project/lock';
import { conflictText } from '../project/messages';
import type { FilePlan } from '../project/plan';
import { removeEmptyFolders } from '../project/write-file';

const FLAGS = ['--ours', '--theirs', '--tool', '--check'];

const HELP = `Resolve each with one of these, and all of them without a path:
  npx projen merge PATH --ours     keeps your file, as it is now
  npx projen merge PATH --theirs   takes the new rendering
  npx projen merge PATH --tool     opens "git mergetool", or your editor`;

export function merge(args: readonly string[], folder: string, say: Say): number {
  const { flags, paths } = readArguments(args, FLAGS);
  if (flags.length > 1) {
    throw new Refusal(`use only one of ${flags.join(' and ')}`);
  }
  const repository = openRepository(folder);
  const open = repository.state.plans.filter(({ conflict }) => conflict);
  const unknown = paths.filter((path) => !open.some((plan) => plan.path === path));
  if (unknown.length > 0) {
    throw new Refusal(`no conflict is open in ${unknown.join(', ')}`);
  }
  const chosen = open.filter(({ path }) => paths.length === 0 || paths.includes(path));
  switch (flags[0]) {
    case undefined: return show(repository, chosen, say);
    case '--check': return check(repository, open, say);
    default: return resolve(repository, chosen, flags[0], say);
  }
}

function show(repository: Repository, plans: readonly FilePlan[], say: Say): number {
  if (plans.length === 0) {
    say('No conflict is open.');
    return 0;
  }
  for (const plan of plans) {
    say(`${plan.path}: ${conflictText(plan)}`);
    for (const { line, base, ours, theirs } of plan.conflict?.regions ?? []) {
      say(`  line ${line}`);
      [['base', base], ['ours', ours], ['theirs', theirs]].forEach(([name, lines]) =>
        (lines as readonly string[]).forEach((text) => say(`    ${String(name).padEnd(6)} | ${text.replace(/\r?\n$/, '')}`)));
    }
  }
  say(repository.inWords(HELP));
  return 0;
}

/** For builds: returns 1 while a conflict is open or a managed file is edited. */
function check(repository: Repository, plans: readonly FilePlan[], say: Say): number {
  const edited = repository.state.foreign.filter(({ state, file }) => state === 'edited' && file);
  plans.forEach((plan) => say(`${plan.path}: conflict: ${conflictText(plan)}`));
  edited.forEach(({ path }) => say(`${path}: edited, although it is managed`));
  return plans.length + edited.length > 0 ? 1 : 0;
}

function resolve(repository: Repository, plans: readonly FilePlan[], flag: string, say: Say): number {
  const resolved = new Set<string>();
  for (const plan of plans) {
    if (resolveOne(repository, plan, flag, say)) {
      repository.moveBase(plan.file, plan.record?.path ?? plan.path);
      resolved.add(plan.path);
      say(`${plan.file.path}: resolved`);
    }
  }
  repository.writeConflicts(resolved);
  return resolved.size === plans.length ? 0 : 1;
}

/** Writes the resolution; false without one. Updates the base afterwards, so that a killed run loses nothing. */
function resolveOne(repository: Repository, plan: FilePlan, flag: string, say: Say): boolean {
  const { file, disk, path, record } = plan;
  const isMoved = path === record?.path && path !== file.path;
  const text = textOf(repository, plan, flag, say);
  if (text === undefined) {
    return false;
  }
  // If another file exists at the new path, the user keeps both.
  if (flag === '--ours' && (!isMoved || existsSync(join(repository.folder, file.path)))) {
    return true;
  }
  repository.write(isMoved ? file.path : path, text, disk.mode ?? modeBits(file), disk.bytes);
  if (isMoved) {
    rmSync(join(repository.folder, path));
    removeEmptyFolders(repository.folder, path);
  }
  return true;
}

function textOf(repository: Repository, plan: FilePlan, flag: string, say: Say): string | Buffer | undefined {
  const { file, disk, path } = plan;
  switch (flag) {
    case '--ours': return disk.bytes ?? '';
    case '--tool': return mergeByHand(repository, plan, say);
    default:
      if (disk.kind === 'folder') {
        throw new Refusal(`${path} is a folder: move it away first`);
      }
      return file.content;
  }
}
