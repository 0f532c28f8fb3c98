"""Runs a program in a terminal of its own: waits for a text on the screen, then types, step by step.

    terminal.py COLUMNS '[["a text", "what to type"], ...]' PROGRAM ARGUMENT...

null instead of something to type closes the terminal.

Copies the screen to standard output and ends with the program's exit code.
"""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

# In seconds: less than a test's timeout, so that the failure names what was missing.
LIMIT = 110

columns = int(sys.argv[1])
steps = json.loads(sys.argv[2])
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])

screen = ""
end = time.monotonic() + LIMIT
while True:
    if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
        os.kill(child, signal.SIGKILL)
        waited_for = steps[0][0] if steps else "the end of the program"
        sys.exit(f"within {LIMIT} s, this never came: {waited_for}")
    try:
        seen = os.read(terminal, 65536)
    except OSError:  # Linux raises this when the program has ended.
        break
    if not seen:
        break
    sys.stdout.buffer.write(seen)
    screen += seen.decode(errors="replace")
    while steps and steps[0][0] in screen:
        text, keys = steps.pop(0)
        screen = screen.split(text, 1)[1]
        if keys is None:
            os.close(terminal)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
        os.write(terminal, keys.encode())

code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if steps:
    sys.exit("this never came on the screen: " + steps[0][0])
sys.exit(code if code >= 0 else 128 - code)
