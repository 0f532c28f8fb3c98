import { CommandLine } from '../support/command-line';
import { PYTHON, testWith } from '../support/programs';
import { run } from '../support/run';

jest.setTimeout(60_000);

/** Runs a program whose standard output is a full, non-blocking pipe, and reads from it after a second. */
const LATE_READER = `
import os, subprocess, sys, time
reading, writing = os.pipe()
os.set_blocking(writing, False)
filled = 0
for size in (4096, 1):
    try:
        while True:
            filled += os.write(writing, b'.' * size)
    except BlockingIOError:
        pass
child = subprocess.Popen(sys.argv[1:], stdout=writing)
os.close(writing)
time.sleep(1)
with os.fdopen(reading, 'rb') as pipe:
    text = pipe.read()[filled:]
sys.stdout.write(text.decode())
sys.exit(child.wait())
`;

let commandLine: CommandLine;
beforeAll(() => { commandLine = new CommandLine(); });
afterAll(() => commandLine?.remove());

testWith(PYTHON)('prints everything into a pipe whose reader is late', async () => {
  const help = ['-c', LATE_READER, process.execPath, commandLine.bin, '--help'];
  const { code, stdout } = await run('python3', help, commandLine.newFolder('late reader'), commandLine.environment());
  expect(stdout).toMatch(/^Usage: [^]*\nExit codes: .*\n$/);
  expect(code).toBe(0);
});
