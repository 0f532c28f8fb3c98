import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Service } from './service';
import { ServiceError } from './service-error';
import { AccessKeys, claimedKey, verifiedKey } from './signature';

export interface ServerOptions {
  readonly services: readonly Service[];
  /** Secrets for checking signatures; without them, signatures are not checked. */
  readonly accessKeys?: AccessKeys;
  readonly now?: () => Date;
}

/** Services behind the JSON protocol of AWS (version 1.1), at one address. */
export class JsonServer {
  /** Starts on a free port. */
  static async start({ services, accessKeys, now = () => new Date() }: ServerOptions): Promise<JsonServer> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => respond(response, () => {
        const body = Buffer.concat(parts);
        const key = accessKeys ? verifiedKey(request, body, accessKeys, now()) : claimedKey(request);
        return dispatch(services, request, body, key);
      }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new JsonServer(server);
  }

  private constructor(private readonly server: Server) {}

  /** For AWS_ENDPOINT_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((stopped) => this.server.close(stopped));
  }
}

function dispatch(
  services: readonly Service[], request: IncomingMessage, body: Buffer, key: string | undefined,
): object {
  const [target, operation] = String(request.headers['x-amz-target']).split('.');
  const service = services.find((one) => one.target === target);
  if (!service) {
    throw new ServiceError('UnknownOperationException', `There is no fake of ${target}.`);
  }
  return service.answer(operation, JSON.parse(body.toString('utf8') || '{}'), key);
}

function respond(response: ServerResponse, answer: () => object): void {
  let [status, body]: [number, object] = [200, {}];
  try {
    body = answer();
  } catch (error) {
    const { name, message } = error as Error;
    // Any other error is a bug in the fake and must be visible as one.
    const known = error instanceof ServiceError;
    status = known ? error.status : 500;
    body = { __type: known ? name : 'InternalFailure', message };
  }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
