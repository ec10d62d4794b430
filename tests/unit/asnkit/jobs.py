"""Jobs for the sandbox's tests: each does what a library may do with a hostile file."""

import os
import signal
import time

from asnkit.sandbox import Rejected

secret = []


def turn(content: bytes, times: int = 1) -> bytes:
    return content[::-1] * times


def refuse(content: bytes) -> bytes:
    raise Rejected(content.decode())


def stumble(content: bytes) -> bytes:
    raise {b"value": ValueError, b"memory": MemoryError, b"exit": SystemExit, b"stop": KeyboardInterrupt}[content]


def swell(content: bytes) -> bytes:
    return bytes(int(content))


def spin(content: bytes) -> bytes:
    while True:
        pass


def sleep(content: bytes) -> bytes:
    """From when to when, by the clock that all processes share."""
    begun = time.monotonic()
    time.sleep(float(content))
    return f"{begun} {time.monotonic()}".encode()


def die(content: bytes) -> bytes:
    os.kill(os.getpid(), getattr(signal, content.decode()))
    return b"alive"


def remember(content: bytes) -> bytes:
    """What an earlier job left here, which is nothing."""
    secret.append(content)
    return b" ".join(secret)


def write(content: bytes) -> bytes:
    with open(content.decode(), "wb") as file:
        file.write(b"x" * 10)
    return b"written"


def look(content: bytes) -> bytes:
    return repr(sorted(os.environ)).encode()
