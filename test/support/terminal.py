"""Runs a program in a terminal and types: terminal.py KEYS... -- PROGRAM ARGUMENT...  Ends with the program's exit code."""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

split = sys.argv.index("--")
keys, command = sys.argv[1:split], sys.argv[split + 1:]
child, terminal = pty.fork()
if child == 0:
    # 40 lines of 160 characters: without a size, programs put each character on a line of its own.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
    os.execvp(command[0], command)


def listen(seconds):
    """Shows what the program writes until it has been silent for a while; says whether it still runs."""
    silent_at = time.time() + seconds
    while time.time() < silent_at:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                sys.stdout.buffer.write(os.read(terminal, 65536))
            except OSError:
                return False
            silent_at = time.time() + seconds
    return True


for key in keys:
    if not listen(0.7):
        break
    os.write(terminal, key.encode().decode("unicode_escape").encode())
while listen(1):
    if os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG):
        break
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
