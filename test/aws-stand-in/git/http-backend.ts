import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A Git request. */
export interface BackendRequest {
  /** The folder with the bare repositories. */
  readonly folder: string;
  /** `/NAME/info/refs` and the like: the path below that folder. */
  readonly path: string;
  readonly query: string;
  readonly userName: string;
}

const END_OF_HEADERS = '\r\n\r\n';

/** Answers a request with Git's own server program. */
export function answerWithGit(asked: BackendRequest, request: IncomingMessage, response: ServerResponse): void {
  const header = (name: string) => String(request.headers[name] ?? '');
  const git = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: asked.folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: header('git-protocol'),
      PATH_INFO: asked.path,
      QUERY_STRING: asked.query,
      REMOTE_USER: asked.userName,
      REQUEST_METHOD: request.method,
      CONTENT_LENGTH: header('content-length'),
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Git may respond before it has read the whole request.
  git.stdin.on('error', () => undefined);
  request.pipe(git.stdin);
  let start: Buffer | undefined = Buffer.alloc(0);
  git.stdout.on('data', (data: Buffer) => {
    if (!start) {
      response.write(data);
      return;
    }
    start = Buffer.concat([start, data]);
    const end = start.indexOf(END_OF_HEADERS);
    if (end >= 0) {
      writeHeaders(start.subarray(0, end).toString(), response);
      response.write(start.subarray(end + END_OF_HEADERS.length));
      start = undefined;
    }
  });
  git.stdout.on('end', () => response.end());
  git.on('error', (error) => response.destroy(error));
}

function writeHeaders(text: string, response: ServerResponse): void {
  let status = 200;
  for (const line of text.split('\r\n')) {
    const [, name, value] = /^([^:]+): *(.*)$/.exec(line) ?? [];
    if (name?.toLowerCase() === 'status') {
      status = parseInt(value, 10);
    } else if (name) {
      response.setHeader(name, value);
    }
  }
  response.writeHead(status);
}
