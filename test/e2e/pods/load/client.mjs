/*
 * Steady load: `client.mjs RATE URL…` opens RATE new connections a second, whatever the answers take, and writes a line
 * for each request that has ended (`Outcome` in traffic.ts). A line on its standard input is answered once all requests
 * before it have ended. JavaScript, because one of these starts for each service, and a compiler takes longer to load.
 */
import { get } from 'node:http';
import { createInterface } from 'node:readline';

/** Milliseconds. A client would wait longer for an answer, but not for a connection. */
const TIMEOUT = 15_000;
const TICK = 15;

const [rate, ...urls] = process.argv.slice(2);
const begin = Date.now();
const open = new Set();
let sent = 0;

const timer = setInterval(() => {
  const due = Math.floor(((Date.now() - begin) * Number(rate)) / 1_000);
  while (sent < due) {
    const request = send(urls[sent++ % urls.length]).then((outcome) => write(outcome));
    open.add(request);
    void request.then(() => open.delete(request));
  }
}, TICK);

createInterface({ input: process.stdin })
  .on('line', (mark) => void Promise.all(open).then(() => write({ mark })))
  .on('close', () => {
    clearInterval(timer);
    void Promise.all(open).then(() => process.exit(0));
  });

function send(url) {
  const at = Date.now();
  return new Promise((done) => {
    const request = get(url, { agent: false, timeout: TIMEOUT }, (response) => {
      let page = '';
      response.on('data', (data) => { page += data; });
      response.on('error', ({ message }) => done({ error: message }));
      response.on('end', () => done(response.statusCode === 200 ? { page } : { error: String(response.statusCode) }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (error) => done({ error: error.code ?? error.message }));
  }).then((ended) => ({ at, milliseconds: Date.now() - at, ...ended }));
}

function write(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
