"""What strangers send is read in a process of its own, with a limit of memory and of time.

A library that meets a hostile file may take gigabytes, minutes, or the process with it. Here it takes a child that was
forked for this one file (forker.py): its limits are the kernel's, nothing of one file is there for the next, and the
process that answers requests never decodes anything.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import Unavailable

PLACES = 2
QUEUE_SECONDS = 10
ROOM_BYTES = 512 * 1024 * 1024
"""Of memory that a job may take beside what the libraries have."""
CPU_SECONDS = 5
SECONDS = 20
"""From the fork to the answer, however busy the machine is."""
UNREADABLE = "unreadable"
BEGUN, DONE, REJECTED, END = b"b", b"d", b"r", b"e"
PIECE_BYTES = 1 << 20


class Rejected(Exception):
    """The content cannot be taken; the word says why: the work's own, or UNREADABLE where a library gave up or died."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class Sandbox:
    """`modules` are imported once, before anything is forked; their functions take bytes and give bytes.

    A few jobs run at once, the others wait for a place. The first job starts the process that forks; it ends with
    this one.
    """

    def __init__(self, *modules: str, places: int = PLACES, room: int = ROOM_BYTES, seconds: int = SECONDS):
        self._modules = modules
        self._limits = (room, CPU_SECONDS, seconds)
        self._places = threading.BoundedSemaphore(places)
        self._starting = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._door: socket.socket | None = None

    def run(self, function: str, content: bytes, **arguments) -> bytes:
        """What "<module>:<function>" makes of the content. Raises Rejected, or Unavailable where it is not its fault.

        A job that the machine, not the content, kept from beginning is tried once more.
        """
        order = json.dumps({"function": function, "arguments": arguments}).encode() + b"\n"
        with self._place():
            for _ in range(2):
                began = time.monotonic()
                answer = self._ask(order, content)
                if answer.startswith(BEGUN):
                    return self._told(answer[len(BEGUN) :], time.monotonic() - began)
                self.close()
        raise Unavailable("sandbox")

    def close(self) -> None:
        """End the process that forks; jobs at work come to their end."""
        with self._starting:
            if self._door:
                self._door.close()
                self._process.kill()
                self._process.wait()
            self._door = self._process = None

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=QUEUE_SECONDS):
            raise Unavailable("sandbox: all places are taken")
        try:
            yield
        finally:
            self._places.release()

    def _told(self, answer: bytes, seconds: float) -> bytes:
        kind, rest = answer[:1], answer[1:].removesuffix(END)
        if answer.endswith(END) and kind == DONE:
            return rest
        if answer.endswith(END) and kind == REJECTED:
            raise Rejected(rest.decode())
        if seconds >= self._limits[-1]:
            raise Unavailable("sandbox: a job did not end in time")
        raise Rejected(UNREADABLE)

    def _ask(self, order: bytes, content: bytes) -> bytes:
        """Everything that the child says until it is gone; nothing where there was no child."""
        ours, theirs = socket.socketpair()
        with ours:
            try:
                with theirs:
                    socket.send_fds(self._forker(), [b"."], [theirs.fileno()])
                ours.settimeout(2 * self._limits[-1])
                return _talk(ours, order, content)
            except (OSError, ValueError):
                return b""

    def _forker(self) -> socket.socket:
        with self._starting:
            if self._process is None or self._process.poll() is not None:
                self._door, inside = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                command = [sys.executable, "-P", "-m", "asnkit.forker", *map(str, self._limits), *self._modules]
                with inside:
                    self._process = subprocess.Popen(
                        command, stdin=inside, stdout=subprocess.DEVNULL, cwd="/", env=_environment()
                    )
            return self._door


def _talk(connection: socket.socket, order: bytes, content: bytes) -> bytes:
    """A child that died left unread what was sent to it; what it said before is still there."""
    try:
        connection.sendall(order)
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = bytearray()
    try:
        while piece := connection.recv(PIECE_BYTES):
            answer += piece
    except ConnectionResetError:
        pass
    return bytes(answer)


def _environment() -> dict[str, str]:
    """No setting and no secret goes in; where Python looks for packages does."""
    return {name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
