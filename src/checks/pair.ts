import { parseAllDocuments } from 'yaml';
import type { Finding } from './finding';
import { CLOUDFORMATION_TAGS } from './iac/cloudformation-tags';

/** The files of both repositories, by names such as `app/server.js`. */
export class Pair {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #modified: ReadonlyMap<string, number>;
  readonly #parsed = new Map<string, unknown[]>();
  readonly #broken: Finding[] = [];

  /** @param modified the modification time of each file; files without one count as unchanged */
  public constructor(texts: ReadonlyMap<string, string>, modified: ReadonlyMap<string, number> = new Map()) {
    this.#texts = texts;
    this.#modified = modified;
  }

  public has(repo: 'app' | 'config'): boolean {
    return this.names(new RegExp(`^${repo}/`)).length > 0;
  }

  public names(pattern: RegExp): string[] {
    return [...this.#texts.keys()].filter((name) => pattern.test(name)).sort();
  }

  public text(name: string): string | undefined {
    return this.#texts.get(name);
  }

  public modified(name: string): number {
    return this.#modified.get(name) ?? 0;
  }

  /** The documents of a YAML or JSON file; empty if the file is missing or invalid. */
  public documents(name: string): unknown[] {
    const known = this.#parsed.get(name);
    if (known) return known;
    const documents = this.#parse(name);
    this.#parsed.set(name, documents);
    return documents;
  }

  /** The invalid files among those that were read so far. */
  public get broken(): readonly Finding[] {
    return this.#broken;
  }

  #parse(name: string): unknown[] {
    const documents = parseAllDocuments(this.text(name) ?? '', { customTags: [...CLOUDFORMATION_TAGS] });
    const error = [...documents].flatMap(({ errors }) => errors)[0];
    if (error) {
      this.#broken.push({
        file: name, problem: `The file is not valid YAML: ${error.message.split('\n')[0]}`, fix: 'Correct the syntax.',
      });
      return [];
    }
    return [...documents].map((document) => document.toJS() as unknown);
  }
}
