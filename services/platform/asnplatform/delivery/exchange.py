"""One POST to a machine of somebody else, which may be slow, lie, or lead us into our own house.

The name is resolved once; every address that it has must be permitted (guard.py), and the connection goes to one of
those, whatever the name says a moment later; where there is a proxy, through it, to that address and not to the name.
The certificate is checked against the name. There is one deadline over everything, nothing is redirected, and of the
answer the head alone is read.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from .guard import Network, permitted

SECONDS = 10.0
LONGEST_HEAD = 16_384
STATUS = re.compile(rb"HTTP/1\.[01] ([2-5][0-9]{2})[ \r]")
PORTS = {"https": 443, "http": 80}
ADDRESS, NAME, CONNECTION, CERTIFICATE, TIME, ANSWER, PROXY = (
    "address", "name", "connection", "certificate", "time", "answer", "proxy"
)  # fmt: skip
"""What went wrong before there was a status: a forbidden address, a name that nobody knows, no connection or a broken
one, TLS, the deadline, no HTTP, a proxy of ours that is away or refuses."""

Resolve = Callable[[str, int], Sequence[str]]


class Barred(Exception):
    """The proxy is away, or lets nobody through to there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` of HTTP, or else `trouble`."""

    status: int | None = None
    trouble: str = ""

    @property
    def good(self) -> bool:
        return self.status is not None and self.status < 300

    @property
    def gone(self) -> bool:
        """Whoever answers 410 wants nothing any more (Standard Webhooks)."""
        return self.status == 410


def resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Exchange:
    """`networks` are permitted beside public addresses; plain http is for those alone. `proxy` is (host, port)."""

    networks: Sequence[Network]
    proxy: tuple[str, int] | None = None
    resolve: Resolve = resolve
    seconds: float = SECONDS
    tls: ssl.SSLContext | None = None

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        parts = urlsplit(url)
        until = time.monotonic() + self.seconds
        place = (parts.hostname, parts.port or PORTS[parts.scheme])
        try:
            addresses = _resolvers().submit(self.resolve, *place).result(self.seconds)
        except TimeoutError:
            return Outcome(trouble=TIME)
        except (OSError, UnicodeError):
            return Outcome(trouble=NAME)
        if not addresses or not all(permitted(one, self.networks, parts.scheme == "https") for one in addresses):
            return Outcome(trouble=ADDRESS)
        try:
            with self._connected(addresses, place[1], until) as bare:
                if parts.scheme == "http":
                    return _asked(bare, _request(parts, headers, body), until)
                bare.settimeout(_left(until))
                context = self.tls or _authorities()
                with context.wrap_socket(bare, server_hostname=place[0]) as secured:
                    return _asked(secured, _request(parts, headers, body), until)
        except TimeoutError:
            return Outcome(trouble=TIME)
        except Barred:
            return Outcome(trouble=PROXY)
        except ssl.SSLError:
            return Outcome(trouble=CERTIFICATE)
        except OSError:
            return Outcome(trouble=CONNECTION)

    def _connected(self, addresses: Sequence[str], port: int, until: float) -> socket.socket:
        *others, last = addresses
        for address in others:
            try:
                return self._reached(address, port, until)
            except OSError:
                continue
        return self._reached(last, port, until)

    def _reached(self, address: str, port: int, until: float) -> socket.socket:
        """Raises OSError, Barred."""
        if self.proxy is None:
            return socket.create_connection((address, port), _left(until))
        try:
            there = socket.create_connection(self.proxy, _left(until))
        except TimeoutError:
            raise
        except OSError as error:
            raise Barred from error
        place = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        try:
            answer = _asked(there, f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode("ascii"), until)
            if answer.status is None or 300 <= answer.status < 500:
                raise Barred
            if not answer.good:
                raise ConnectionError(address)
        except BaseException:
            there.close()
            raise
        return there


@cache
def _resolvers() -> ThreadPoolExecutor:
    """The resolver knows no deadline: it is waited for no longer, and its thread ends when it does."""
    return ThreadPoolExecutor(8, "resolver")


@cache
def _authorities() -> ssl.SSLContext:
    return ssl.create_default_context()


def _request(parts, headers: Mapping[str, str], body: bytes) -> bytes:
    told = {
        "Host": parts.netloc,
        "User-Agent": "asn-tanjungbalai",
        "Content-Type": "application/cloudevents+json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    lines = [f"POST {parts.path or '/'} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _asked(there: socket.socket, request: bytes, until: float) -> Outcome:
    rest = memoryview(request)
    while rest:
        there.settimeout(_left(until))
        rest = rest[there.send(rest) :]
    head = b""
    while b"\r\n\r\n" not in head:
        if len(head) > LONGEST_HEAD:
            return Outcome(trouble=ANSWER)
        there.settimeout(_left(until))
        part = there.recv(4096)
        if not part:
            break
        head += part
    found = STATUS.match(head) if b"\r\n\r\n" in head else None
    return Outcome(int(found[1])) if found else Outcome(trouble=ANSWER)


def _left(until: float) -> float:
    """Raises TimeoutError."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
