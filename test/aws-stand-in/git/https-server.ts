import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { type GitSession, mayUse, type Right, type ServiceCredential } from './access';
import { answerWithGit } from './http-backend';
import { signatureProblem } from './signed-password';
import { type Certificate, serverOptions } from '../../support/machine/certificates';

/** CodeCommit's Git over HTTPS. */
export interface HttpsGit {
  readonly folder: string;
  readonly region: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** Secrets by access key ID. A user's key has all permissions. */
  readonly accessKeys: Readonly<Record<string, string>>;
  readonly sessionOf: (accessKeyId: string) => GitSession | undefined;
  /** Called for each request. */
  readonly serviceCredentials: ReadonlyMap<string, ServiceCredential>;
  /** Called after a push to a repository. */
  readonly pushed?: (repository: string) => void;
}

/** A running server. */
export interface HttpsServer {
  close(): Promise<void>;
}

/** Starts Git's own server program behind CodeCommit's addresses and authentication. */
export async function startHttpsGit(git: HttpsGit): Promise<HttpsServer> {
  const server = createServer(serverOptions(git.certificate), (request, response) => {
    answer(git, request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(git.port, git.address, done);
  });
  server.unref();
  return {
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}

async function answer(git: HttpsGit, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams, search } = new URL(request.url ?? '/', `https://${git.host}`);
  const [, path, repository, rest] = /^(\/v1\/repos\/([\w.-]+))(\/.*)$/.exec(pathname) ?? [];
  const refuse = (status: number, message: string) => {
    response.writeHead(status, {
      'Content-Type': 'text/plain',
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="CodeCommit"' }),
    });
    response.end(`${message}\n`);
  };
  if (!path) {
    return refuse(404, `${pathname} is no repository of CodeCommit`);
  }
  const [, encoded] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (!encoded) {
    return refuse(401, 'nobody is signed in');
  }
  const [userName, password] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s);
  const wanted: Right = [rest, searchParams.get('service')].some((part) => part?.endsWith('git-receive-pack'))
    ? 'push'
    : 'pull';
  const problem = await problemOf(git, { userName, password, path, repository, wanted });
  if (problem) {
    return refuse(403, problem);
  }
  if (!existsSync(join(git.folder, repository))) {
    return refuse(404, `RepositoryDoesNotExistException: ${repository}`);
  }
  if (rest === '/git-receive-pack') {
    response.on('finish', () => git.pushed?.(repository));
  }
  answerWithGit(
    { folder: git.folder, path: `/${repository}${rest}`, query: search.slice(1), userName },
    request,
    response,
  );
}

interface SignIn {
  readonly userName: string;
  readonly password: string;
  readonly path: string;
  readonly repository: string;
  readonly wanted: Right;
}

async function problemOf(
  git: HttpsGit,
  { userName, password, path, repository, wanted }: SignIn,
): Promise<string | undefined> {
  const credential = git.serviceCredentials.get(userName);
  if (!credential) {
    return signatureProblem({ host: git.host, region: git.region, path, userName, password }, git.accessKeys)
      ?? sessionProblem(git, userName, repository, wanted);
  }
  if (credential.password !== password) {
    return `the password of ${userName} is wrong`;
  }
  return mayUse(credential.rights, repository, wanted) ? undefined : `${userName} must not ${wanted} ${repository}`;
}

/** The reason to refuse a role's session; undefined for a valid one or a user. */
async function sessionProblem(
  git: HttpsGit, userName: string, repository: string, wanted: Right,
): Promise<string | undefined> {
  const [keyId, token] = userName.split(/%(.*)/s);
  const session = git.sessionOf(keyId);
  if (session?.token !== token) {
    return `the session token of ${keyId} is wrong`;
  }
  return session?.require(repository, wanted, git.region).then(() => undefined, (error: Error) => error.message);
}
