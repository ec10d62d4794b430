"""Ports of the machine: which are free, who listens."""

import os
import socket
import time
from random import SystemRandom

from .trouble import Trouble

HOST = "127.0.0.1"
FREE = range(10_000, 27_000)
SHARES = 16
"""Others ask between the answer and the moment somebody listens: processes beside each other look in other shares."""

_given: set[int] = set()


def free() -> int:
    """A port that nobody listens on now, from below those that the system lends to outgoing connections.

    A process is given none twice, until it had half of its share.
    """
    share = FREE[os.getpid() % SHARES :: SHARES]
    if len(_given) >= len(share) // 2:
        _given.clear()
    while True:
        port = SystemRandom().choice(share)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port


def require(port: int, user: str, setting: str) -> None:
    """Says which setting moves `port` when somebody else has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Trouble(
                f"Port {port}, wanted for {user}, is taken: stop what listens there, or move it with {setting}=PORT."
            ) from error


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def wait(port: int, alive, seconds: float = 60) -> bool:
    """True as soon as somebody listens; False when `alive()` turns false or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if listening(port):
            return True
        if not alive():
            return False
        time.sleep(0.05)
    return False
