import type { IncomingMessage } from 'node:http';

/** A call of an AWS API. */
export interface AwsRequest {
  /** The prefix of its actions: `codecommit`, `s3`. */
  readonly service: string;
  /** From the signature. */
  readonly region?: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, any>>;
  /** Undefined for an unsigned request. */
  readonly accessKeyId: string | undefined;
  readonly isJson: boolean;
}

/** Reads the service and the operation of a request. */
export function parseAwsRequest(request: IncomingMessage, body: Buffer): AwsRequest {
  const [, accessKeyId, region, signedService] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
  const service = signedService ?? String(request.headers.host).split('.')[0];
  const [, target] = String(request.headers['x-amz-target'] ?? '').split('.');
  if (target) {
    return {
      service,
      region,
      operation: target,
      input: body.length > 0 ? JSON.parse(body.toString()) : {},
      accessKeyId,
      isJson: true,
    };
  }
  if (service === 's3') {
    return { service, region, ...s3Operation(request), accessKeyId, isJson: false };
  }
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  if (form.Action) {
    return { service, region, operation: form.Action, input: form, accessKeyId, isJson: false };
  }
  const text = body.toString();
  const input = text.startsWith('{') ? JSON.parse(text) : {};
  return { service, region, operation: `${request.method} ${request.url}`, input, accessKeyId, isJson: true };
}

/** S3 requests have methods and paths, with the bucket in the path (`addressing_style = path`). */
function s3Operation({ method, url }: IncomingMessage): { operation: string; input: Record<string, string> } {
  const { pathname, searchParams } = new URL(url ?? '/', 'https://s3');
  const [, bucket, key] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(pathname)) ?? [];
  const what = [...searchParams.keys()].find((name) =>
    ['versioning', 'versions', 'delete', 'policy', 'encryption'].includes(name),
  );
  const operations: Record<string, string> = key
    ? { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }
    : {
      'GET versioning': 'GetBucketVersioning',
      'GET versions': 'ListBucketVersions',
      'POST delete': 'DeleteObjects',
      'GET': 'ListBucket',
      'PUT': 'CreateBucket',
    };
  return {
    operation: operations[[method, ...(what && !key ? [what] : [])].join(' ')] ?? `${method} ${what ?? ''}`,
    input: { bucket, key },
  };
}
