'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const net = require('node:net');
const path = require('node:path');
const readline = require('node:readline');
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
    assert.ok(body.includes(`<h1>${'shop'}</h1>`));
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

  test('rejects other paths and methods', async () => {
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
    const response = await fetch(url, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD');
  });

  const targets = {
    'http://shop.example/healthz': 200,
    'HTTPS://shop.example:443/healthz?a=b': 200,
    'http://shop.example': 200,
    'http://shop.example?a=b': 200,
    'http://shop.example/nothing': 404,
    'http://': 404,
    '//': 404,
    '*': 404,
  };
  for (const [target, status] of Object.entries(targets)) {
    test(`answers the request target ${target} with ${status}`, async () => {
      const [response] = await once(http.get({ port: server.address().port, path: target }), 'response');
      response.resume();
      assert.equal(response.statusCode, status);
    });
  }

  test('forbids a browser to load anything else', async () => {
    const { headers } = await fetch(url);
    assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });
});

test('on SIGTERM, the server completes open requests, reports that it is not ready, and exits', {
  skip: process.platform === 'win32' && 'Windows has no SIGTERM',
}, async (context) => {
  const program = spawn(process.execPath, [path.join(__dirname, '..', 'server.js')], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = once(program, 'exit');
  context.after(() => program.kill('SIGKILL'));

  const log = readline.createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const logged = async (message) => {
    for (;;) {
      const entry = JSON.parse((await log.next()).value);
      if (entry.message === message) return entry;
    }
  };
  const { port } = await logged('listening');

  // One request and the first half of another: the first response shows that the server has received that half.
  const socket = net.connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write('GET /healthz HTTP/1.1\r\nHost: pod\r\n\r\nGET /readyz HTTP/1.1\r\n');
  const [first] = await once(socket, 'data');
  assert.match(first, /^HTTP\/1\.1 200 /);

  program.kill('SIGTERM');
  await logged('draining');
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`), 'rejects new connections');

  socket.write('Host: pod\r\n\r\n');
  let second = '';
  for await (const data of socket) second += data;
  assert.match(second, /^HTTP\/1\.1 503 /);

  await logged('stopped');
  assert.deepEqual(await end, [0, null]);
});
