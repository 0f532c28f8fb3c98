import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type Images, RegistryError } from './images';
import type { RegistryTokens } from './tokens';
import { type Certificate, serverOptions } from '../../support/machine/certificates';
import type { AwsRequest } from '../api/aws-request';
import type { Caller, RecordedCall } from '../api/front';
import type { Wish } from '../iam/sessions';

/** ECR's registry in front of docker-registry. */
export interface RegistrySettings {
  readonly address: string;
  readonly certificate: Certificate;
  /** The port of docker-registry on 127.0.0.1. */
  readonly port: number;
  readonly tokens: RegistryTokens;
  readonly images: Images;
  readonly calls: RecordedCall[];
  readonly before: (call: Wish) => Promise<void>;
}

/** The ECR permission that each request requires. */
const ACTIONS: readonly (readonly [method: RegExp, path: RegExp, operation: string])[] = [
  [/HEAD/, /^blobs\/sha256:/, 'BatchCheckLayerAvailability'],
  [/GET/, /^blobs\/sha256:/, 'GetDownloadUrlForLayer'],
  [/POST/, /^blobs\/uploads\//, 'InitiateLayerUpload'],
  [/PATCH|GET/, /^blobs\/uploads\//, 'UploadLayerPart'],
  [/PUT/, /^blobs\/uploads\//, 'CompleteLayerUpload'],
  [/GET|HEAD/, /^manifests\//, 'BatchGetImage'],
  [/PUT/, /^manifests\//, 'PutImage'],
];

/** Starts it with passwords from ECR, permissions from IAM, and immutable tags. */
export async function startRegistry(settings: RegistrySettings): Promise<() => Promise<void>> {
  const server = createServer(serverOptions(settings.certificate), (request, response) => {
    answer(settings, request, response).catch((error: Error) => refuse(response, error));
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(443, settings.address, done);
  });
  return () => new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

async function answer(settings: RegistrySettings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const caller = settings.tokens.callerOf(request.headers.authorization);
  if (!caller) {
    response.setHeader(
      'WWW-Authenticate', `Basic realm="https://${request.headers.host}/",service="ecr.amazonaws.com"`,
    );
    const expired = 'Your authorization token has expired. Reauthenticate and try again.';
    throw new RegistryError(401, 'UNAUTHORIZED', request.headers.authorization ? expired : 'Not Authorized');
  }
  const { pathname } = new URL(request.url ?? '/', 'https://registry');
  const [, repository, rest] = /^\/v2\/(.+?)\/((?:blobs|manifests|tags)\/.*)$/.exec(pathname) ?? [];
  if (repository) {
    await authorize(settings, caller, request.method ?? 'GET', repository, rest);
  }
  const isPutOfManifest = request.method === 'PUT' && rest?.startsWith('manifests/');
  if (!isPutOfManifest) {
    return passOn(settings.port, request, response);
  }
  const reference = rest.slice('manifests/'.length);
  await settings.images.requireFree(repository, reference);
  const parts: Buffer[] = [];
  request.on('data', (data) => parts.push(data));
  await passOn(settings.port, request, response, () =>
    settings.images.add(repository, reference, Buffer.concat(parts)),
  );
}

async function authorize(
  settings: RegistrySettings, caller: Caller, method: string, repository: string, rest: string,
): Promise<void> {
  const { images, calls, before } = settings;
  const [, , operation] = ACTIONS.find(([methods, paths]) => methods.test(method) && paths.test(rest)) ?? [];
  if (!operation) {
    throw new RegistryError(405, 'UNSUPPORTED', `ECR's registry does not know ${method} ${rest}`);
  }
  const call: AwsRequest = {
    service: 'ecr', operation, input: { repositoryName: repository }, accessKeyId: undefined, isJson: true,
  };
  await before(call);
  const refused = await caller.authorize(call).then(() => undefined, (error: Error) => error);
  calls.push({ ...call, caller: caller.name, status: refused ? 403 : 200, refused: refused !== undefined });
  if (refused) {
    throw new RegistryError(403, 'DENIED', refused.message);
  }
  await images.repository(repository);
}

type Afterwards = () => Promise<void>;

function passOn(
  port: number, request: IncomingMessage, response: ServerResponse, whenMade: Afterwards = async () => undefined,
): Promise<void> {
  return new Promise((done, failed) => {
    const { authorization: _, ...headers } = request.headers;
    const unavailable = () => failed(new RegistryError(503, '', 'Service Unavailable'));
    // ECR does not mount layers of another repository, so Docker pushes them again.
    const path = request.url?.replace(/\?(mount|from)=.*/, '');
    const same = { method: request.method, path, headers: { ...headers, 'x-forwarded-proto': 'https' } };
    const plain = httpRequest({ host: '127.0.0.1', port, ...same }, (answered) => {
      (answered.statusCode === 201 ? whenMade() : Promise.resolve()).then(() => {
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.on('error', unavailable);
        answered.pipe(response).on('finish', done);
      }, failed);
    });
    plain.on('error', unavailable);
    request.pipe(plain);
  });
}

function refuse(response: ServerResponse, error: Error): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code } = error instanceof RegistryError ? error : { status: 500, code: 'UNKNOWN' };
  // Errors of a load balancer in front of the registry are plain text.
  response.writeHead(status, { 'content-type': code ? 'application/json' : 'text/plain' });
  response.end(code ? JSON.stringify({ errors: [{ code, message: error.message }] }) : `${error.message}\n`);
}
