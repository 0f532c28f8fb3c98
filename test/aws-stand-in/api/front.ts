import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AwsRequest, parseAwsRequest } from './aws-request';
import type { Answer, Moto } from './moto';
import { type Certificate, serverOptions } from '../../support/machine/certificates';
import { type AccessKeys, ServiceError, verifiedKey } from '../codecommit';
import { AccessDenied } from '../iam/roles';

/** A received call. */
export interface RecordedCall extends AwsRequest {
  /** `user/…` or `assumed-role/ROLE/SESSION`. */
  readonly caller: string;
  readonly status: number;
  /** Whether IAM refused the call. */
  readonly refused: boolean;
}

/** The user or role that signed a request. */
export interface Caller {
  readonly name: string;
  /** Throws if the caller lacks the right. */
  readonly authorize: (request: AwsRequest) => Promise<void>;
}

/** Returns the response as JSON or `xml`; undefined if another handler implements the operation. */
export type Handler = (request: AwsRequest, caller: Caller) => Promise<object | undefined>;

export interface FrontSettings {
  readonly address: string;
  readonly certificate: Certificate;
  readonly moto: Moto;
  readonly callers: (accessKeyId: string | undefined) => Caller | undefined;
  /** In order, before moto. */
  readonly handlers: readonly Handler[];
  /** Secrets by access key ID, for checking signatures. */
  readonly secrets: AccessKeys;
  readonly calls: RecordedCall[];
  readonly before: (call: AwsRequest) => Promise<void>;
}

/**
 * The AWS APIs under their real host names. They identify the caller, refuse calls without permission, and record every
 * call.
 */
export async function startFront(settings: FrontSettings): Promise<() => Promise<void>> {
  const server = createServer(serverOptions(settings.certificate), (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (data) => parts.push(data));
    request.on('end', () => { void answer(settings, request, Buffer.concat(parts), response); });
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

async function answer(
  settings: FrontSettings, request: IncomingMessage, body: Buffer, response: ServerResponse,
): Promise<void> {
  const parsed = parseAwsRequest(request, body);
  const caller = settings.callers(parsed.accessKeyId);
  let refused = false;
  const result = await resultOf(settings, parsed, caller, request, body).catch((error: Error) => {
    refused = error instanceof AccessDenied;
    return failure(parsed, error);
  });
  settings.calls.push({ ...parsed, caller: caller?.name ?? 'nobody', status: result.status, refused });
  const { 'transfer-encoding': _, 'connection': __, ...headers } = result.headers;
  response.writeHead(result.status, { ...headers, 'content-length': result.body.length });
  response.end(request.method === 'HEAD' ? undefined : result.body);
}

async function resultOf(
  settings: FrontSettings,
  parsed: AwsRequest,
  caller: Caller | undefined,
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  if (!caller) {
    throw new ServiceError(
      'UnrecognizedClientException', 'The security token included in the request is invalid.', 403,
    );
  }
  verifiedKey(request, body, settings.secrets, new Date());
  await caller.authorize(parsed);
  await settings.before(parsed);
  for (const handler of settings.handlers) {
    const output = await handler(parsed, caller);
    if (output) {
      return 'xml' in output
        ? { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(String(output.xml)) }
        : {
          status: 200,
          headers: { 'content-type': 'application/x-amz-json-1.1' },
          body: Buffer.from(JSON.stringify(output)),
        };
    }
  }
  return settings.moto.send(request.method ?? 'GET', request.url ?? '/', request.headers, body);
}

function failure({ isJson }: AwsRequest, error: Error): Answer {
  const { code, status } =
    error instanceof AccessDenied
      ? { code: 'AccessDeniedException', status: 400 }
      : error instanceof ServiceError
        ? { code: error.name, status: error.status }
        : { code: 'InternalFailure', status: 500 };
  if (isJson) {
    const body = JSON.stringify({ __type: code, message: error.message });
    return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(body) };
  }
  const message = error.message.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const body = `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return {
    status: error instanceof AccessDenied ? 403 : status,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(body),
  };
}
