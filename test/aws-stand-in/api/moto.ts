import { request } from 'node:http';

/** The version prefix of each JSON service's operations. */
const TARGETS: Readonly<Record<string, string>> = {
  codebuild: 'CodeBuild_20161006',
  codepipeline: 'CodePipeline_20150709',
  ecr: 'AmazonEC2ContainerRegistry_V20150921',
  events: 'AWSEvents',
  kms: 'TrentService',
  logs: 'Logs_20140328',
};

/** An unmodified response. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** moto without authorization. */
export class Moto {
  constructor(private readonly port: number, private readonly region: string) {}

  /** Calls a service with a JSON protocol. */
  async json(service: string, operation: string, input: object): Promise<any> {
    const headers = {
      'x-amz-target': `${TARGETS[service]}.${operation}`, 'content-type': 'application/x-amz-json-1.1',
    };
    return JSON.parse((await this.call(service, 'POST', '/', headers, JSON.stringify(input))).toString() || '{}');
  }

  /** Calls a service with the query protocol, which returns XML. */
  async query(service: string, form: Readonly<Record<string, string>>): Promise<string> {
    return (
      await this.call(
        service,
        'POST',
        '/',
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams(form).toString(),
      )
    ).toString();
  }

  /** Reads or writes an object of S3. */
  async object(method: 'GET' | 'PUT', bucket: string, key: string, content: Buffer | string = ''): Promise<Buffer> {
    return this.call('s3', method, `/${bucket}/${key}`, { 'content-length': String(content.length) }, content);
  }

  /** Forwards a request. */
  send(
    method: string, path: string, headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer | string,
  ): Promise<Answer> {
    return new Promise((done, failed) => {
      const asking = request({ host: '127.0.0.1', port: this.port, method, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (data) => parts.push(data));
        response.on('end', () =>
          done({ status: response.statusCode ?? 500, headers: response.headers, body: Buffer.concat(parts) }),
        );
      });
      asking.on('error', failed);
      asking.end(body);
    });
  }

  private async call(
    service: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | string,
  ): Promise<Buffer> {
    const day = new Date().toISOString().slice(0, 10).replace(/-/g, '');
    const credential = `AWS4-HMAC-SHA256 Credential=THEACCOUNT/${day}/${this.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const answer = await this.send(
      method,
      path,
      { ...headers, host: `${service}.${this.region}.amazonaws.com`, authorization: credential },
      body,
    );
    if (answer.status >= 300) {
      throw new Error(`${service} ${headers['x-amz-target'] ?? path}: ${answer.body.toString()}`);
    }
    return answer.body;
  }
}
