#!/usr/bin/env node
// The program `kind` of the user: passes its arguments to the stand-in in the test's process, and prints the answer.
import { request } from 'node:http';

const { KIND_STAND_IN: socketPath } = process.env;
const asked = request({ socketPath, method: 'POST', path: '/' }, async (response) => {
  const { code, stdout, stderr } = JSON.parse(Buffer.concat(await response.toArray()));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
});
asked.end(JSON.stringify(process.argv.slice(2)));
