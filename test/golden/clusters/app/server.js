'use strict';

const http = require('node:http');
const os = require('node:os');

// The color of the page. Change it, push it, and watch the cluster follow.
const BACKGROUND_COLOR = 'deepskyblue';

const APP_NAME = 'shop';
const PORT = Number(process.env.PORT || 8080);

// After SIGTERM, open requests have this many milliseconds: less than the pod's termination grace period.
const DRAIN_LIMIT = 10_000;

// Log collectors parse one JSON object per line without configuration.
function log(level, message, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page() {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(APP_NAME)}</title>
  <style>
    body {
      background-color: ${BACKGROUND_COLOR};
      font-family: system-ui, sans-serif;
      text-align: center;
    }
  </style>
</head>
<body>
  <h1>${escapeHtml(APP_NAME)}</h1>
  <p>Served by ${escapeHtml(os.hostname())}</p>
</body>
</html>
`;
}

const TEXT = 'text/plain; charset=utf-8';

// Some proxies and probes send the whole URL as the request target (RFC 9112, 3.2.2).
function pathOf(target) {
  return target.replace(/^https?:\/\/[^/?]+/i, '').split('?')[0] || '/';
}

// Returns [status, content type, body].
function answer(path, isDraining) {
  switch (path) {
    case '/':
      return [200, 'text/html; charset=utf-8', page()];
    case '/healthz': // alive: a restart would not help
      return [200, TEXT, 'ok\n'];
    case '/readyz': // ready for new requests
      return isDraining ? [503, TEXT, 'draining\n'] : [200, TEXT, 'ok\n'];
    default:
      return [404, TEXT, 'not found\n'];
  }
}

function createServer() {
  let isDraining = false;

  const server = http.createServer((request, response) => {
    const path = pathOf(request.url);
    const started = process.hrtime.bigint();
    const [status, type, body] = ['GET', 'HEAD'].includes(request.method)
      ? answer(path, isDraining)
      : [405, TEXT, 'method not allowed\n'];

    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      // The page loads nothing, runs no scripts and must not be framed.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      ...(status === 405 && { Allow: 'GET, HEAD' }),
      ...(isDraining && { Connection: 'close' }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);

    // Probes arrive every few seconds: log only their failures.
    if (status >= 500 || !['/healthz', '/readyz'].includes(path)) {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      log('info', 'request', { method: request.method, path, status, milliseconds });
    }
  });

  // Rejects new connections, waits for open requests, and closes connections that exceed the limit.
  server.drain = () =>
    new Promise((resolve) => {
      isDraining = true;
      const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT);
      server.close(() => {
        clearTimeout(limit);
        resolve();
      });
      server.closeIdleConnections();
    });

  return server;
}

if (require.main === module) {
  const server = createServer();
  server.listen(PORT, () => log('info', 'listening', { port: server.address().port }));

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, async () => {
      log('info', 'draining', { signal });
      await server.drain();
      log('info', 'stopped');
    });
  }
}

module.exports = { createServer };
