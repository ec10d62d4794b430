"""One thread reads and writes for all connections; the threads that work get requests that are whole.

A client that sends half a request, or one byte a second, or does not read its answer, costs this thread a look now
and then and nobody else anything. Each request has one deadline, headers and body together, that moves only with
what arrives; so does each answer. There is no limit for an address, since the portal and an ingress are one: where
there are too many connections, the one that has waited longest for its request goes.
"""

import errno
import logging
import select
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import NamedTuple

from gunicorn.http import wsgi
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.http.parser import RequestParser

from .incoming import Incoming, Refused
from .outgoing import Outgoing

CONNECTIONS = 2_000
PATIENCE_SECONDS = 20
SLOWEST_BYTES = 8_192
"""A request or answer may take PATIENCE_SECONDS, and a second more for so many bytes that have passed."""
WAITING_BYTES = 500_000_000
"""Of requests that are not whole yet."""
IDLE_SECONDS = 15
LINGER_SECONDS = 2
SWEEP_SECONDS = 0.5
READ_BYTES = 262_144

READING, WORKING, WRITING, LINGERING = range(4)
_IN, _OUT = select.EPOLLIN | select.EPOLLONESHOT, select.EPOLLOUT | select.EPOLLONESHOT
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
REASONS = {
    400: "Bad Request", 408: "Request Timeout", 411: "Length Required", 414: "URI Too Long",
    431: "Request Header Fields Too Large", 500: "Internal Server Error",
}  # fmt: skip
SENTENCES = {
    400: "Permintaan tidak dapat dibaca.",
    408: "Permintaan tidak lengkap pada waktunya.",
    411: "Sebutkan panjang isi permintaan (Content-Length).",
    414: "Alamat terlalu panjang.",
    431: "Kepala permintaan terlalu besar.",
    500: "Terjadi galat pada sistem.",
}

log = logging.getLogger(__name__)


class Desk(NamedTuple):
    """Where the requests of one listening socket are worked on; `apart` has operations with threads of their own."""

    app: Callable
    threads: ThreadPoolExecutor
    apart: Mapping[str, ThreadPoolExecutor]


class Connection:
    def __init__(self, sock: socket.socket, client: tuple, server: tuple, desk: Desk):
        self.sock, self.client, self.server, self.desk = sock, client, server, desk
        self.state, self.keep = READING, True
        self.incoming, self.outgoing = Incoming(), Outgoing(sock)
        self.wait(PATIENCE_SECONDS)

    def wait(self, seconds: float) -> None:
        self.began = time.monotonic()
        self.deadline = self.began + seconds

    def moved(self, bytes_: int) -> None:
        self.deadline = self.began + PATIENCE_SECONDS + bytes_ / SLOWEST_BYTES


class Front:
    """`config` is gunicorn's. `listen`, then `turn` again and again, then `stop`, `turn` while `busy`, `close`."""

    def __init__(self, config, connections: int = CONNECTIONS):
        self._config = config
        self._most = connections
        self._poll = select.epoll()
        self._listeners: dict[int, tuple[socket.socket, Desk]] = {}
        self._connections: dict[int, Connection] = {}
        self._stopping = False
        self._swept = 0.0

    def listen(self, listener: socket.socket, app: Callable, threads: ThreadPoolExecutor, apart=MappingProxyType({})):
        listener.setblocking(False)
        self._listeners[listener.fileno()] = (listener, Desk(app, threads, apart))
        self._poll.register(listener.fileno(), select.EPOLLIN)

    @property
    def busy(self) -> bool:
        return bool(self._connections)

    def turn(self, seconds: float) -> None:
        for number, _ in self._poll.poll(seconds):
            if number in self._listeners:
                self._accept(*self._listeners[number])
            elif connection := self._connections.get(number):
                self._go_on(connection)
        if time.monotonic() - self._swept > SWEEP_SECONDS:
            self._sweep()

    def stop(self) -> None:
        """Take no new connections; who has sent nothing of a request soon has to come again."""
        self._stopping = True
        for number, (listener, _) in self._listeners.items():
            self._poll.unregister(number)
            listener.close()
        self._listeners.clear()
        end = time.monotonic() + LINGER_SECONDS
        for connection in list(self._connections.values()):
            if connection.state == READING and not connection.incoming.received:
                connection.deadline = min(connection.deadline, end)

    def close(self) -> None:
        for connection in list(self._connections.values()):
            self._drop(connection)
        self._poll.close()

    def _accept(self, listener: socket.socket, desk: Desk) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._make_room()
            return
        if len(self._connections) >= self._most:
            self._make_room()
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections[sock.fileno()] = Connection(sock, client, sock.getsockname(), desk)
        self._poll.register(sock.fileno(), _IN)

    def _make_room(self) -> None:
        waiting = [one for one in list(self._connections.values()) if one.state != WORKING]
        if waiting:
            self._drop(min(waiting, key=lambda one: one.began))

    def _go_on(self, connection: Connection) -> None:
        try:
            if connection.state == READING:
                self._read(connection)
            elif connection.state == WRITING:
                connection.outgoing.push()
                connection.moved(connection.outgoing.sent)
                self._advance(connection)
            elif connection.state == LINGERING and connection.sock.recv(READ_BYTES):
                self._await(connection, _IN)
            elif connection.state == LINGERING:
                self._drop(connection)
        except BlockingIOError:
            self._await(connection, _OUT if connection.state == WRITING else _IN)
        except OSError:
            self._drop(connection)
        except Exception:
            log.exception("a connection failed")
            self._drop(connection)

    def _read(self, connection: Connection) -> None:
        data = connection.sock.recv(READ_BYTES)
        if data:
            self._take(connection, data)
        else:
            self._drop(connection)

    def _take(self, connection: Connection, data: bytes) -> None:
        incoming = connection.incoming
        if not incoming.received:
            connection.wait(PATIENCE_SECONDS)
        try:
            incoming.feed(data)
        except Refused as refusal:
            return self._refuse(connection, refusal.status)
        connection.moved(incoming.received)
        if incoming.whole:
            return self._hand_over(connection)
        if incoming.expects:
            incoming.expects = False
            connection.sock.send(CONTINUE)
        self._await(connection, _IN)

    def _hand_over(self, connection: Connection) -> None:
        connection.state = WORKING
        desk = connection.desk
        threads = desk.apart.get(connection.incoming.operation, desk.threads) if desk.apart else desk.threads
        threads.submit(self._work, connection)

    def _work(self, connection: Connection) -> None:
        """In a thread of the desk."""
        try:
            connection.keep = self._answer(connection) and not connection.incoming.too_long
            connection.outgoing.push()
            connection.wait(PATIENCE_SECONDS)
            self._advance(connection)
        except OSError:
            self._drop(connection)
        except Exception:
            log.exception("a connection failed")
            self._drop(connection)

    def _answer(self, connection: Connection) -> bool:
        """Whether the connection may be used again. Raises OSError when the client is gone."""
        response = None
        try:
            request = next(RequestParser(self._config, connection.incoming.pieces(), connection.client))
            response, environ = wsgi.create(
                request, connection.outgoing, connection.client, connection.server, self._config
            )
            environ["wsgi.multithread"] = True
            if self._stopping:
                response.force_close()
            pieces = connection.desk.app(environ, response.start_response)
            try:
                for piece in pieces:
                    response.write(piece)
                response.close()
            finally:
                if hasattr(pieces, "close"):
                    pieces.close()
            return not response.should_close()
        except ConnectionError:
            raise
        except LimitRequestLine:
            return self._say(connection, 414)
        except LimitRequestHeaders:
            return self._say(connection, 431)
        except (ParseException, StopIteration):
            return self._say(connection, 400)
        except Exception:
            log.exception("an application failed")
            return False if response is not None and response.headers_sent else self._say(connection, 500)

    def _say(self, connection: Connection, status: int) -> bool:
        body = f'{{"status":{status},"title":"{SENTENCES[status]}","detail":"{SENTENCES[status]}"}}'.encode()
        head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        connection.outgoing.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        connection.incoming.too_long = True  # what else it sends is not read
        return False

    def _refuse(self, connection: Connection, status: int) -> None:
        connection.keep = self._say(connection, status)
        connection.outgoing.push()
        connection.wait(PATIENCE_SECONDS)
        self._advance(connection)

    def _advance(self, connection: Connection) -> None:
        """The answer is made: send the rest, then the next request, or the end."""
        if connection.outgoing.pending:
            connection.state = WRITING
            self._await(connection, _OUT)
        elif connection.keep:
            self._begin_next(connection)
        elif connection.incoming.too_long:
            # Closing with bytes unread would reset the connection, and the answer with it.
            connection.wait(LINGER_SECONDS)
            connection.state = LINGERING
            connection.sock.shutdown(socket.SHUT_WR)
            self._await(connection, _IN)
        else:
            self._drop(connection)

    def _begin_next(self, connection: Connection) -> None:
        left = connection.incoming.left
        connection.incoming.close()
        connection.outgoing.close()
        connection.incoming, connection.outgoing = Incoming(), Outgoing(connection.sock)
        connection.wait(LINGER_SECONDS if self._stopping else IDLE_SECONDS)
        connection.state = READING
        if left:
            self._take(connection, left)
        else:
            self._await(connection, _IN)

    def _await(self, connection: Connection, event: int) -> None:
        try:
            self._poll.modify(connection.sock.fileno(), event)
        except (OSError, ValueError):
            self._drop(connection)

    def _sweep(self) -> None:
        self._swept = now = time.monotonic()
        coming = [one for one in list(self._connections.values()) if one.state == READING]
        if sum(one.incoming.received for one in coming) > WAITING_BYTES:
            self._drop(max(coming, key=lambda one: one.incoming.received))
        for connection in list(self._connections.values()):
            if connection.state != WORKING and connection.deadline < now:
                if connection.state == READING and connection.incoming.received:
                    self._refuse_late(connection)
                else:
                    self._drop(connection)

    def _refuse_late(self, connection: Connection) -> None:
        try:
            self._refuse(connection, 408)
        except OSError:
            self._drop(connection)

    def _drop(self, connection: Connection) -> None:
        number = connection.sock.fileno()
        if self._connections.get(number) is connection:
            del self._connections[number]
        connection.sock.close()
        connection.incoming.close()
        connection.outgoing.close()
