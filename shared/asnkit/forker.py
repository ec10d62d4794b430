"""What a sandbox forks from: `python -m asnkit.forker ROOM CPU SECONDS MODULE…`, with a socket as standard input.

It has imported the modules and does nothing but fork. Each socket that arrives is one job: the child takes its limits
upon itself, reads the order (a line of JSON) and the content to their end, answers and is gone.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
from importlib import import_module

from .sandbox import BEGUN, DONE, END, PIECE_BYTES, REJECTED, UNREADABLE, Rejected

FILES = 32


def main(arguments: list[str]) -> None:
    room, cpu, seconds = map(int, arguments[:3])
    modules = {name: import_module(name) for name in arguments[3:]}
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)  # it ends when nobody is left who could ask
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children, so none stays behind
    door = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries say of people's files is for no log
    gc.freeze()
    while True:
        found, numbers, _, _ = socket.recv_fds(door, 1, 1)
        if not found:
            return
        if os.fork() == 0:
            door.close()
            os.close(0)
            _confine(room, cpu, seconds)
            _serve(modules, socket.socket(fileno=numbers[0]))
            os._exit(0)
        os.close(numbers[0])


def _confine(room: int, cpu: int, seconds: int) -> None:
    """From here on the kernel ends this process when it wants more; it has no way back."""
    with open("/proc/self/statm") as sizes:
        taken = int(sizes.read().split()[0]) * resource.getpagesize()
    limits = {
        resource.RLIMIT_AS: taken + room,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: FILES,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _serve(modules: dict, connection: socket.socket) -> None:
    connection.sendall(BEGUN)
    try:
        answer = DONE + _work(modules, connection)
    except Rejected as rejected:
        answer = REJECTED + rejected.why.encode()
    except BaseException:  # whatever a library does with what it does not understand
        answer = REJECTED + UNREADABLE.encode()
    connection.sendall(answer + END)


def _work(modules: dict, connection: socket.socket) -> bytes:
    received = bytearray()
    while piece := connection.recv(PIECE_BYTES):
        received += piece
    order, _, content = bytes(received).partition(b"\n")
    del received
    wanted = json.loads(order)
    module, _, name = wanted["function"].partition(":")
    return getattr(modules[module], name)(content, **wanted["arguments"])


if __name__ == "__main__":
    main(sys.argv[1:])
