import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { type Answer, MOTO, send } from './moto';
import { type CertificateAuthority, serverOptions } from '../../support/certificates';
import { nameAddress } from '../../support/hosts';

/** A call of one of AWS' APIs. */
export interface Call {
  /** As the signature names them: `iam`, `us-east-1`. */
  readonly service: string;
  readonly region: string;
  readonly path: string;
  /** What the older services are asked. Empty for the others. */
  readonly form: URLSearchParams;
}

/** Answers a call, with the help of what moto answers to it; undefined where moto's own answer is the answer. */
export type Handler = (call: Call, askMoto: () => Promise<Answer>) => Promise<Answer | undefined>;

/** Regions of the pairs, and of the clusters that eksctl plans. */
const REGIONS = ['us-east-1', 'eu-south-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'];
const SERVICES = ['sts', 'cloudformation', 'api.ecr', 'ec2', 'eks', 'iam', 'ssm'];
const ADDRESS = '127.0.0.8';

/** Serves AWS' APIs under their real names: moto's answers, but for what handlers know better. */
export async function startAws(authority: CertificateAuthority, handlers: readonly Handler[]): Promise<void> {
  const hosts = [
    'iam.amazonaws.com', 'sts.amazonaws.com', 'iam.us-gov.amazonaws.com',
    ...REGIONS.flatMap((region) => SERVICES.map((service) => `${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`)),
  ];
  const server = createServer(serverOptions(authority.issue('aws', hosts)), (request, response) => {
    answer(request, handlers)
      .then(({ code, type, text }) => response.writeHead(code, { 'Content-Type': type }).end(text))
      .catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(443, ADDRESS, done));
  server.unref();
  nameAddress(ADDRESS, hosts);
}

async function answer(request: IncomingMessage, handlers: readonly Handler[]): Promise<Answer> {
  let body = '';
  for await (const data of request) {
    body += data;
  }
  const [, region, service] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const call = { service, region, path: request.url ?? '/', form: new URLSearchParams(isForm ? body : '') };
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const askMoto = () => send(MOTO, request.method ?? 'POST', call.path, body, headers);
  for (const handler of handlers) {
    const own = await handler(call, askMoto);
    if (own) {
      return own;
    }
  }
  return askMoto();
}
