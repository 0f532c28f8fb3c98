import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';

export type ObjectType = 'blob' | 'tree' | 'commit';

/** Another process has moved a reference or is moving it. */
export class ReferenceMoved extends Error {}

/**
 * A bare Git repository on disk, which real git can read and push to concurrently. It caches objects, which never
 * change, but not references.
 */
export class GitRepository {
  /** Creates an empty repository or opens the existing one. */
  static at(path: string, defaultBranch: string): GitRepository {
    if (!existsSync(join(path, 'HEAD'))) {
      ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'].forEach((folder) =>
        mkdirSync(join(path, folder), { recursive: true }),
      );
      writeFileSync(join(path, 'config'), '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n');
      writeFileSync(join(path, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
    }
    return new GitRepository(path);
  }

  private readonly objects = new Map<string, { type: ObjectType; body: Buffer }>();

  constructor(readonly path: string) {}

  /** An object, or undefined if none of this type exists. */
  read(id: string, type: ObjectType): Buffer | undefined {
    const found = this.objects.get(id) ?? this.readLoose(id) ?? this.readPacked(id);
    if (found) {
      this.objects.set(id, found);
    }
    return found?.type === type ? found.body : undefined;
  }

  /** Stores an object and returns its ID. */
  write(type: ObjectType, body: Buffer): string {
    const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const id = createHash('sha1').update(whole).digest('hex');
    const path = this.objectPath(id);
    if (!this.objects.has(id) && !existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      // Under a temporary name first: git must never see a partial object.
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, deflateSync(whole, { level: 1 }), { mode: 0o444 });
      renameSync(unfinished, path);
    }
    this.objects.set(id, { type, body });
    return id;
  }

  /** The current commit of a reference, for example refs/heads/main. */
  tip(reference: string): string | undefined {
    const path = join(this.path, reference);
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      // The reference is a folder, packed or missing.
    }
    return this.packedReferences().find(([, name]) => name === reference)?.[0];
  }

  /** The reference of the default branch, which may have no commit yet. */
  head(): string {
    return readFileSync(join(this.path, 'HEAD'), 'utf8').trim().replace('ref: ', '');
  }

  setHead(reference: string): void {
    writeFileSync(join(this.path, 'HEAD'), `ref: ${reference}\n`);
  }

  /** Whether the repository has no commit. */
  isEmpty(): boolean {
    return this.packedReferences().length === 0 &&
      execFileSync('git', ['for-each-ref', '--count=1'], { cwd: this.path, encoding: 'utf8' }) === '';
  }

  /** Moves a reference from one commit (or from nothing) to another one; throws ReferenceMoved if it has moved. */
  move(reference: string, from: string | undefined, to: string): void {
    const path = join(this.path, reference);
    const lock = `${path}.lock`;
    mkdirSync(dirname(path), { recursive: true });
    try {
      // Git's own lock, which a push also takes.
      writeFileSync(lock, `${to}\n`, { flag: 'wx' });
    } catch {
      throw new ReferenceMoved(`${reference} is being moved by another process.`);
    }
    try {
      if (this.tip(reference) !== from) {
        throw new ReferenceMoved(`${reference} is not at ${from}.`);
      }
      renameSync(lock, path);
    } finally {
      rmSync(lock, { force: true });
    }
  }

  private packedReferences(): string[][] {
    const path = join(this.path, 'packed-refs');
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    return lines.filter((line) => /^[0-9a-f]{40} /.test(line)).map((line) => line.split(' '));
  }

  private objectPath(id: string): string {
    return join(this.path, 'objects', id.slice(0, 2), id.slice(2));
  }

  private readLoose(id: string): { type: ObjectType; body: Buffer } | undefined {
    const path = this.objectPath(id);
    if (!existsSync(path)) {
      return undefined;
    }
    const whole = inflateSync(readFileSync(path));
    const end = whole.indexOf(0);
    return { type: whole.toString('latin1', 0, whole.indexOf(' ')) as ObjectType, body: whole.subarray(end + 1) };
  }

  // Git stores a larger push as a pack.
  private readPacked(id: string): { type: ObjectType; body: Buffer } | undefined {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: this.path, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64e6 });
    try {
      const type = git('cat-file', '-t', id).toString().trim() as ObjectType;
      return { type, body: git('cat-file', type, id) };
    } catch {
      return undefined;
    }
  }
}
