"""Clients that are slow, silent or rude, and what they may cost: nothing but a look now and then."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from asnkit import front, incoming
from gunicorn.config import Config

HALF_HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\nX-Half: "
HALF_BODY = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n1"
GET = b"GET /size/2 HTTP/1.1\r\nHost: x\r\n\r\n"
THREADS = 2


def app(environ, start_response):
    """/echo gives the body back, /size/N gives N bytes, /limit refuses by the announced length."""
    path, length = environ["PATH_INFO"], int(environ.get("CONTENT_LENGTH") or 0)
    if path == "/dies":
        return dying(start_response)
    if path == "/slow":
        time.sleep(0.3)
        body = b"slow"
    elif path == "/echo":
        body = environ["wsgi.input"].read(length)
    elif path == "/limit" and length > 1_000_000:
        start_response("413 Too Large", [("Content-Length", "3")])
        return [b"413"]
    else:
        body = b"." * int(path.rpartition("/")[2])
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def dying(start_response):
    start_response("200 OK", [("Content-Length", "100")])
    yield b"half of it"
    raise ValueError("what an application should not do")


class Door:
    """A front in a thread of its own."""

    def __init__(self, connections=front.CONNECTIONS):
        self.front = front.Front(Config(), connections)
        listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.address = listener.getsockname()
        self.front.listen(listener, app, ThreadPoolExecutor(THREADS), {"POST /slow": ThreadPoolExecutor(1)})
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        while not self._ending.is_set():
            self.front.turn(0.05)
        self.front.stop()
        while self.front.busy:
            self.front.turn(0.05)
        self.front.close()

    def stop(self):
        self._ending.set()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()

    def open(self, first=b"", seconds=10):
        made = socket.create_connection(self.address, timeout=seconds)
        made.sendall(first)
        return made


@pytest.fixture
def door():
    made = Door()
    yield made
    made.stop()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(front, "PATIENCE_SECONDS", 1)
    monkeypatch.setattr(front, "IDLE_SECONDS", 0.2)


def read(connection) -> tuple[int, bytes]:
    """(status, body) of the next answer, and not a byte of what follows."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += _received(connection, 1)
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    body = bytearray()
    while len(body) < length:
        body += _received(connection, length - len(body))
    return int(head.split()[1]), bytes(body)


def _received(connection, most: int) -> bytes:
    piece = connection.recv(most)
    assert piece, "the connection ended inside an answer"
    return piece


def ask(door) -> tuple[int, float]:
    """(status, seconds) of a quick question."""
    began = time.monotonic()
    with door.open(GET) as connection:
        return read(connection)[0], time.monotonic() - began


@pytest.mark.parametrize("half", [b"", HALF_HEAD, HALF_BODY], ids=["silence", "half a head", "half a body"])
def test_a_hundred_half_requests_cost_nobody_a_second(door, half):
    with ExitStack() as held:
        for _ in range(100):
            held.enter_context(door.open(half))
        status, seconds = ask(door)
    assert status == 200 and seconds < 1


def test_a_request_that_comes_byte_by_byte_is_told_that_it_is_late(door, impatient):
    with door.open(HALF_BODY) as connection:
        began = time.monotonic()
        connection.settimeout(0.2)
        answer = b""
        while time.monotonic() - began < 4 and not answer:
            try:
                connection.sendall(b"1")
                answer = connection.recv(1000)
            except TimeoutError:
                pass
        assert answer.startswith(b"HTTP/1.1 408") and 0.9 < time.monotonic() - began < 3


def test_who_says_nothing_for_long_is_let_go(door, impatient):
    with door.open() as silent, door.open(GET) as idle:
        assert read(idle)[0] == 200
        assert idle.recv(1) == b"" and silent.recv(1) == b""


def test_answers_that_nobody_reads_hold_no_thread(door):
    with ExitStack() as held:
        for _ in range(4 * THREADS):
            greedy = held.enter_context(door.open())
            greedy.sendall(b"GET /size/12000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.5)
        status, seconds = ask(door)
        assert status == 200 and seconds < 1
        assert read(greedy) == (200, b"." * 12_000_000)


def test_an_answer_that_is_never_read_ends(door, impatient, monkeypatch):
    monkeypatch.setattr(front, "SLOWEST_BYTES", 1e9)
    with door.open(b"GET /size/12000000 HTTP/1.1\r\nHost: x\r\n\r\n"):
        time.sleep(0.5)
        assert door.front.busy
        end = time.monotonic() + 4
        while door.front.busy and time.monotonic() < end:
            time.sleep(0.05)
        assert not door.front.busy


def test_what_is_slow_on_purpose_takes_nobodys_turn(door):
    with ExitStack() as held:
        slow = [held.enter_context(door.open(b"POST /slow?a=1 HTTP/1.1\r\nHost: x\r\n\r\n")) for _ in range(8)]
        assert ask(door)[1] < 0.3
        assert [read(one) for one in slow] == [(200, b"slow")] * 8


def test_a_request_in_pieces_and_several_at_once_are_answered_in_order(door):
    with door.open() as connection:
        for piece in (
            b"POST /echo HTTP/1.1\r\nHo",
            b"st: x\r\nContent-Length: 4\r",
            b"\n\r",
            b"\nab",
            b"cd" + GET + GET,
        ):
            connection.sendall(piece)
            time.sleep(0.02)
        assert [read(connection)[1] for _ in range(3)] == [b"abcd", b"..", b".."]


def test_a_body_larger_than_memory_is_for_arrives_whole(door):
    body = b"0123456789" * 120_000
    with door.open(
        f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    ) as connection:
        assert read(connection) == (200, body)


def test_a_body_that_is_announced_too_large_is_refused_before_it_comes(door):
    size = incoming.BODY_BYTES + 1
    with door.open(f"POST /limit HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()) as connection:
        assert read(connection) == (413, b"413")
        connection.sendall(b"x" * 100_000)
        assert connection.recv(1) == b""


def test_who_waits_for_100_continue_gets_it(door):
    with door.open(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n") as asking:
        assert asking.recv(100) == front.CONTINUE
        asking.sendall(b"ok")
        assert read(asking) == (200, b"ok")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nX-A: " + b"b" * 40_000, 431),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n1", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
    ],
    ids=["chunked", "many fields", "long field", "long line", "two lengths", "signed length", "nonsense", "nothing"],
)
def test_what_cannot_be_taken_is_refused_in_words(door, request_, status):
    with door.open(request_) as connection:
        found, body = read(connection)
        assert found == status and b'"title":"' in body


def test_where_there_are_too_many_the_one_that_waits_longest_goes():
    door = Door(connections=20)
    try:
        with ExitStack() as held:
            silent = [held.enter_context(door.open(HALF_HEAD)) for _ in range(20)]
            assert ask(door)[0] == 200
            assert silent[0].recv(1) == b""
            silent[-1].sendall(b"1\r\nContent-Length: 0\r\n\r\n")
            assert read(silent[-1]) == (200, b"")
    finally:
        door.stop()


def test_an_application_that_dies_in_the_middle_ends_its_connection_and_nothing_else(door):
    with door.open(b"GET /dies HTTP/1.1\r\nHost: x\r\n\r\n") as connection:
        received = b""
        while piece := connection.recv(1000):
            received += piece
        assert received.endswith(b"half of it")
    assert [ask(door)[0] for _ in range(2 * THREADS)] == [200] * 2 * THREADS


def test_what_has_begun_is_finished_before_the_end(door):
    with door.open(HALF_BODY) as connection:
        time.sleep(0.1)
        ending = threading.Thread(target=door.stop)
        ending.start()
        time.sleep(0.2)
        with pytest.raises(ConnectionRefusedError):
            door.open(GET)
        connection.sendall(b"1" * 99)
        assert read(connection) == (200, b"1" * 100)
        assert connection.recv(1) == b""
        ending.join()
