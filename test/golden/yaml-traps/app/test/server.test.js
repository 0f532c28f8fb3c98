'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const http = require('node:http');
const { once } = require('node:events');
const path = require('node:path');
const { after, before, describe, test } = require('node:test');
const { createServer } = require('../server.js');

describe('the server', () => {
  const server = createServer();
  let url;

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => server.drain());

  test('shows the page with its name and a background color', async () => {
    const response = await fetch(url);
    const body = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/html/);
    assert.ok(body.includes(`<h1>${'no'}</h1>`));
    assert.match(body, /background-color: [a-z]+;/);
  });

  for (const probe of ['/healthz', '/readyz']) {
    test(`answers ${probe}`, async () => {
      const response = await fetch(url + probe);
      assert.equal(response.status, 200);
      assert.equal(await response.text(), 'ok\n');
    });
  }

  test('sends no body for HEAD', async () => {
    const response = await fetch(url, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  test('knows no other path and no other method', async () => {
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
    const response = await fetch(url, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD');
  });

  test('lets a browser load nothing else', async () => {
    const { headers } = await fetch(url);
    assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });
});

test('a server that is told to end says that it is not ready, and ends by itself', { skip: process.platform === 'win32' && 'Windows has no SIGTERM' }, async () => {
  const program = spawn(process.execPath, [path.join(__dirname, '..', 'server.js')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = [];
  program.stdout.setEncoding('utf8').on('data', (data) => lines.push(...data.trim().split('\n').map((line) => JSON.parse(line))));
  while (!lines.some(({ message }) => message === 'listening')) {
    await once(program.stdout, 'data');
  }
  const { port } = lines.find(({ message }) => message === 'listening');

  // A connection that stays open, as a load balancer's does.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const get = (target) => new Promise((resolve, reject) => {
    http.get({ port, path: target, agent, host: '127.0.0.1' }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', reject);
  });
  assert.equal(await get('/readyz'), 200);

  program.kill('SIGTERM');
  const [code] = await once(program, 'exit');
  agent.destroy();
  assert.equal(code, 0);
  assert.deepEqual(lines.slice(-2).map(({ message }) => message), ['draining', 'stopped']);
});
