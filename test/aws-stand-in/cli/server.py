"""
Runs version 2 of the AWS command line in processes that have it loaded already: loading it takes longer than most of
its calls. Called with the path of the socket on which client.py asks for a run.
"""

import ctypes
import json
import os
import select
import signal
import socket
import struct
import sys
import time

BEFORE = dict(os.environ)
import awscli.clidriver  # noqa: E402

# The program finds its data through variables.
OWN = {name: value for name, value in os.environ.items() if BEFORE.get(name) != value}

LIBC = ctypes.CDLL(None, use_errno=True)


def serve(path):
    """Serves each client in a separate process."""
    # Imports what each run needs. Results that depend on this process's environment are discarded.
    awscli.clidriver.create_clidriver().subcommand_table
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(64)
        while True:
            client, _ = server.accept()
            if os.fork() == 0:
                server.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                answer(client)
            client.close()


def answer(client):
    """Runs the client's command and sends it the exit code. The run ends if the client disconnects."""
    _, [*streams, mounts], _, _ = socket.recv_fds(client, 1, 4)
    [length] = struct.unpack('!I', client.recv(4, socket.MSG_WAITALL))
    request = json.loads(client.recv(length, socket.MSG_WAITALL))
    pid = os.fork()
    if pid == 0:
        client.close()
        enter(mounts)
        become(request, streams)
        os._exit(run())
    process = os.pidfd_open(pid)
    ready, _, _ = select.select([client, process], [], [])
    if client in ready:
        os.kill(pid, signal.SIGTERM)
    _, status = os.waitpid(pid, 0)
    try:
        client.sendall(struct.pack('!B', os.waitstatus_to_exitcode(status) % 256))
    except BrokenPipeError:
        pass
    os._exit(0)


def enter(mounts):
    """Enters the client's mount namespace, because each build has its own /tmp."""
    of_client, own = os.fstat(mounts), os.stat('/proc/self/ns/mnt')
    if of_client.st_ino != own.st_ino and LIBC.setns(mounts, 0) != 0:
        raise OSError(ctypes.get_errno(), 'setns')
    os.close(mounts)


def become(request, streams):
    """Takes over the client's environment, working directory and streams."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update({**request['environment'], **OWN})
    # The client's models go first.
    models = [source.get('AWS_DATA_PATH') for source in (request['environment'], OWN)]
    os.environ['AWS_DATA_PATH'] = os.pathsep.join(filter(None, models))
    time.tzset()
    os.umask(request['umask'])
    os.chdir(request['folder'])
    sys.argv = request['arguments']


def run():
    """Runs like /usr/bin/aws. Returns the exit code."""
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    return code or 0


if __name__ == '__main__':
    serve(sys.argv[1])
