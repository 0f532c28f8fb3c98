import { readFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';

/** The API server's address and the client's credentials. */
export interface ApiAccess {
  readonly server: string;
  readonly token: string;
  /** The file with the certificate to trust. */
  readonly authority: string;
}

/** Any Kubernetes object. Its fields depend on its kind. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: any };
  readonly [field: string]: any;
}

/** A change that a watch saw. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject;
}

/** Milliseconds from the end of a watch to the next one. */
const AGAIN = 200;

/** The API server's response to a refused request. */
class ApiError extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

/** The few requests that the tests make beside kubectl, which would take a process for each. */
export class KubernetesApi {
  private readonly agent: Agent;

  constructor(private readonly access: ApiAccess) {
    this.agent = new Agent({ ca: readFileSync(access.authority), keepAlive: true });
  }

  /** An object, or undefined where there is none. */
  async get(path: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.send('GET', path);
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) {
        return undefined;
      }
      throw error;
    }
  }

  /** All objects of a list. */
  async list(path: string): Promise<KubernetesObject[]> {
    return (await this.send('GET', path)).items;
  }

  create(path: string, object: object): Promise<KubernetesObject> {
    return this.send('POST', path, object, 'application/json');
  }

  /** Merges fields into an object. */
  patch(path: string, fields: object): Promise<KubernetesObject> {
    return this.send('PATCH', path, fields, 'application/merge-patch+json');
  }

  delete(path: string): Promise<KubernetesObject> {
    return this.send('DELETE', path);
  }

  /** Reports all existing objects and every later change until the returned function is called. */
  watch(path: string, tell: (event: WatchEvent) => void): () => void {
    let isOver = false;
    let watching: ClientRequest;
    const begin = () => {
      watching = this.open('GET', `${path}${path.includes('?') ? '&' : '?'}watch=true`, undefined, (response) => {
        const isRefused = response.statusCode !== 200;
        // The connection is cut at the end of the test.
        createInterface({ input: response })
          .on('error', () => undefined)
          .on('line', (line) =>
            isRefused ? process.stderr.write(`Nobody watches ${path}: ${line}\n`) : tell(JSON.parse(line)),
          );
        // The API server ends every watch after a while and lists all objects at the start of a new one.
        response.on('close', () => isOver || setTimeout(begin, AGAIN).unref());
      });
      watching.on('error', () => undefined);
      // It does not keep the process alive.
      watching.on('socket', (socket) => socket.unref());
      watching.end();
    };
    begin();
    return () => {
      isOver = true;
      watching.destroy();
    };
  }

  private send(method: string, path: string, body?: object, type?: string): Promise<any> {
    return new Promise((done, failed) => {
      const sending = this.open(method, path, type, (response) => {
        let text = '';
        response.on('data', (data) => { text += data; });
        response.on('end', () => {
          const code = response.statusCode ?? 0;
          const answer = text.startsWith('{') ? JSON.parse(text) : text;
          if (code < 300) {
            done(answer);
          } else {
            failed(new ApiError(code, answer.message ?? text));
          }
        });
      });
      sending.on('error', failed);
      sending.end(body && JSON.stringify(body));
    });
  }

  private open(method: string, path: string, type: string | undefined, answer: (response: IncomingMessage) => void) {
    const headers = { Authorization: `Bearer ${this.access.token}`, ...(type && { 'Content-Type': type }) };
    return request(`${this.access.server}${path}`, { method, headers, agent: this.agent }, answer);
  }
}
