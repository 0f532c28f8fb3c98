import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error';

/** The secret of each access key. */
export type AccessKeys = Readonly<Record<string, string>>;

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const QUARTER_OF_AN_HOUR = 15 * 60 * 1000;

/** The access key of a request, whether or not its signature is valid. */
export function claimedKey(request: IncomingMessage): string | undefined {
  return HEADER.exec(request.headers.authorization ?? '')?.[1];
}

/** Checks the signature (version 4) of a request and returns its access key. */
export function verifiedKey(request: IncomingMessage, body: Buffer, keys: AccessKeys, now: Date): string {
  const found = HEADER.exec(request.headers.authorization ?? '');
  if (!found) {
    throw new ServiceError('MissingAuthenticationTokenException', 'The request has no signature.', 403);
  }
  const [, key, day, region, service, signedHeaders, signature] = found;
  if (!Object.hasOwn(keys, key)) {
    throw new ServiceError(
      'UnrecognizedClientException', 'The security token included in the request is invalid.', 403,
    );
  }
  const time = String(request.headers['x-amz-date']);
  if (!time.startsWith(day) || Math.abs(now.getTime() - parse(time)) > QUARTER_OF_AN_HOUR) {
    throw new ServiceError('InvalidSignatureException', `Signature expired: ${time}`, 403);
  }
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, body, signedHeaders))].join('\n');
  const signingKey = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keys[key]}`);
  const right = hmac(signingKey, toSign);
  if (
    !['host', 'x-amz-date'].every((name) => signedHeaders.split(';').includes(name)) ||
    !timingSafeEqual(right, Buffer.from(signature, 'hex'))
  ) {
    throw new ServiceError(
      'InvalidSignatureException', 'The request signature we calculated does not match the signature you provided.',
      403,
    );
  }
  return key;
}

function canonical({ method, url, headers }: IncomingMessage, body: Buffer, signedHeaders: string): string {
  const [path, query = ''] = url!.split('?');
  const lines = signedHeaders.split(';').map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  const parameters = query
    .split('&')
    .map((parameter) => (!parameter || parameter.includes('=') ? parameter : `${parameter}=`));
  return [method, path, parameters.sort().join('&'), lines.join(''), signedHeaders, payload(headers, body)].join('\n');
}

/** S3 has a header for the signed hash of the body, or for an unsigned body. */
function payload({ 'x-amz-content-sha256': said }: IncomingMessage['headers'], body: Buffer): string {
  return typeof said === 'string' && !/^[0-9a-f]{64}$/.test(said) ? said : sha256(body);
}

function parse(time: string): number {
  return Date.parse(time.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
