import { request } from 'node:http';
import { join } from 'node:path';
import { startService } from '../../support/processes';

/** The AWS account that moto has. */
export const ACCOUNT = '123456789012';
/** A key pair that moto never checks, but CodeCommit's stand-in does. */
export const ACCESS_KEY = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
/** Where moto listens. */
export const MOTO = 'http://127.0.0.1:5000';

/** Starts moto, which answers for AWS' APIs. */
export async function startMoto(state: string): Promise<void> {
  await startService({ name: 'moto', command: ['moto_server', '--host', '127.0.0.1', '--port', '5000'], cwd: state, logs: join(state, 'logs'), ready: () => send(MOTO, 'GET', '/moto-api/') });
}

/** Asks one of AWS' older services, which take forms and answer with XML. */
export async function queryAws(service: 'iam' | 'cloudformation', region: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const { code, text } = await send(MOTO, 'POST', '/', new URLSearchParams(parameters).toString(), { ...signature(service, region), 'Content-Type': 'application/x-www-form-urlencoded' });
  if (code >= 300) {
    throw new Error(`${service} ${parameters.Action}: ${text}`);
  }
  return text;
}

/** Asks ECR. */
export async function askEcr(region: string, operation: string, body: object): Promise<any> {
  const target = { 'X-Amz-Target': `AmazonEC2ContainerRegistry_V20150921.${operation}`, 'Content-Type': 'application/x-amz-json-1.1' };
  const { code, text } = await send(MOTO, 'POST', '/', JSON.stringify(body), { ...signature('ecr', region), ...target });
  if (code >= 300) {
    throw new Error(`ecr ${operation}: ${text}`);
  }
  return JSON.parse(text);
}

/** One element of an answer in XML; an empty text where there is none. */
export function xmlValue(text: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
}

/** An answer over HTTP. */
export interface Answer {
  readonly code: number;
  readonly type: string;
  readonly text: string;
}

/** A plain HTTP request. */
export function send(server: string, method: string, path: string, body = '', headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((done, failed) => {
    const asking = request(`${server}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (data) => { text += data; });
      response.on('end', () => done({ code: response.statusCode ?? 0, type: response.headers['content-type'] ?? 'text/plain', text }));
    });
    asking.on('error', failed);
    asking.end(body);
  });
}

/** By which moto tells which service is asked. */
function signature(service: string, region: string): Record<string, string> {
  const day = new Date().toISOString().slice(0, 10).replace(/-/g, '');
  return { Authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY.id}/${day}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0` };
}
