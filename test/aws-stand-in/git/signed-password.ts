import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A Git request with the AWS CLI's credential helper. */
export interface SignedRequest {
  readonly host: string;
  /** `/v1/repos/NAME`: the signed part of the address. */
  readonly path: string;
  readonly region: string;
  /** The access key ID, followed by `%` and the session token if there is one. */
  readonly userName: string;
  readonly password: string;
}

/** Validity of a signature in milliseconds. */
const LIFETIME = 15 * 60_000;

/** The reason to refuse a signed password; undefined if it is valid. Secrets by access key ID. */
export function signatureProblem(
  request: SignedRequest, secrets: Readonly<Record<string, string>>, now = Date.now(),
): string | undefined {
  const keyId = request.userName.split('%')[0];
  if (!Object.hasOwn(secrets, keyId)) {
    return `there is no access key ${keyId}`;
  }
  const [, date, time, signature] = /^(\d{8})T(\d{6})Z([0-9a-f]{64})$/.exec(request.password) ?? [];
  if (!signature) {
    return 'the password is no signature';
  }
  const signed = Date.parse(`${date}T${time}Z`.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(now - signed) < LIFETIME)) {
    return `the signature is of ${date}T${time}Z`;
  }
  const expected = signatureOf(request, secrets[keyId], date, time);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? undefined : 'the signature is wrong';
}

/** AWS Signature Version 4 with the method GIT, no query, no body, and the host as its one header. */
function signatureOf({ host, path, region }: SignedRequest, secret: string, date: string, time: string): string {
  const scope = `${date}/${region}/codecommit/aws4_request`;
  const request = createHash('sha256').update(`GIT\n${path}\n\nhost:${host}\n\nhost\n`).digest('hex');
  const key = [date, region, 'codecommit', 'aws4_request'].reduce<Buffer>(
    (outer, part) => hmac(outer, part), Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, `AWS4-HMAC-SHA256\n${date}T${time}\n${scope}\n${request}`).toString('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
