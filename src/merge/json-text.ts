/**
 * A value in a JSON text with its position, so that unchanged parts keep their formatting. Scalars keep their source
 * text, because JavaScript rounds long numbers.
 */
export type JsonNode = JsonObject | JsonList | JsonScalar;

interface Placed {
  /** The source text of the value. */
  readonly text: string;
}

export interface JsonObject extends Placed {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, JsonNode>;
}

export interface JsonList extends Placed {
  readonly kind: 'list';
  readonly items: readonly JsonNode[];
}

export interface JsonScalar extends Placed {
  readonly kind: 'scalar';
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)\s*/y;

/** Parses a JSON text. Returns undefined for invalid JSON and for an object with a duplicate key. */
export function readJson(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
    return new Reader(text).read();
  } catch {
    return undefined;
  }
}

class Reader {
  private at = 0;
  private token = '';
  private start = 0;
  private end = 0;

  public constructor(private readonly text: string) {
    this.advance();
  }

  public read(): JsonNode {
    const { start, token } = this;
    this.advance();
    if (token === '{') {
      const members = this.readMembers();
      return { kind: 'object', members, text: this.text.slice(start, this.end) };
    }
    if (token === '[') {
      const items = this.readItems();
      return { kind: 'list', items, text: this.text.slice(start, this.end) };
    }
    return { kind: 'scalar', text: token };
  }

  private readMembers(): Map<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.readUntil('}', () => {
      const key = JSON.parse(this.token) as string;
      this.advance();
      this.advance();
      if (members.has(key)) {
        throw new Error(`duplicate key ${key}`);
      }
      members.set(key, this.read());
    });
    return members;
  }

  private readItems(): JsonNode[] {
    const items: JsonNode[] = [];
    this.readUntil(']', () => items.push(this.read()));
    return items;
  }

  /** Sets `end` to the end of the bracket. */
  private readUntil(bracket: string, readOne: () => void): void {
    while (this.token !== bracket) {
      readOne();
      if (this.token === ',') {
        this.advance();
      }
    }
    const end = this.start + 1;
    this.advance();
    this.end = end;
  }

  private advance(): void {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    this.token = found?.[1] ?? '';
    this.start = this.at + (found ? found[0].indexOf(this.token) : 0);
    this.at = TOKEN.lastIndex;
  }
}

/** Whether two values are equal. The order of keys is insignificant. */
export function equalJson(one: JsonNode | undefined, other: JsonNode | undefined): boolean {
  if (one === other || one === undefined || other === undefined) {
    return one === other;
  }
  if (one.kind === 'object' && other.kind === 'object') {
    return (
      one.members.size === other.members.size &&
      [...one.members].every(([key, value]) => equalJson(value, other.members.get(key)))
    );
  }
  if (one.kind === 'list' && other.kind === 'list') {
    return (
      one.items.length === other.items.length && one.items.every((item, index) => equalJson(item, other.items[index]))
    );
  }
  return one.kind === other.kind && compactJson(one) === compactJson(other);
}

/** Returns the same text for equal values with the same order of keys. */
export function compactJson(node: JsonNode): string {
  // Compares the source text of numbers.
  return node.kind === 'scalar' && !node.text.startsWith('"') ? node.text : JSON.stringify(JSON.parse(node.text));
}
