"""One HTTP/1.1 request as it arrives, until it is whole.

Only where it ends is looked for here; what it says is read by gunicorn's parser, from exactly these bytes.
"""

import re
import tempfile
from collections.abc import Iterator

HEAD_BYTES = 32_768
BODY_BYTES = 17_000_000
"""More than any operation takes; each states its own limit. What announces more is refused before it comes."""
MEMORY_BYTES = 262_144
PIECE_BYTES = 65_536

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*(?=\r\n)", re.IGNORECASE)
_CODED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue", re.IGNORECASE)


class Refused(Exception):
    """What arrives cannot be taken; `status` says why."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Incoming:
    """`left` are bytes of the next request; a body longer than MEMORY_BYTES lies in a file without a name."""

    def __init__(self):
        self.left = b""
        self.received = 0
        self.whole = self.expects = self.too_long = False
        self._head = bytearray()
        self._missing = -1
        self._body = bytearray()
        self._file = None

    def feed(self, data: bytes) -> None:
        """Raises Refused 431 for an endless head, 411 for a body of unknown length."""
        self.received += len(data)
        if self._missing < 0:
            looked = max(0, len(self._head) - len(_END))
            self._head += data
            end = self._head.find(_END, looked)
            if end < 0:
                if len(self._head) > HEAD_BYTES:
                    raise Refused(431)
                return
            end += len(_END)
            data = bytes(self._head[end:])
            del self._head[end:]
            self._measure()
        self._take(data)

    @property
    def operation(self) -> str:
        """Method and path, as "POST /v1/sign-in"."""
        line = bytes(self._head[: self._head.find(b"\r\n")]).decode("latin-1")
        return " ".join(line.partition("?")[0].split(" ")[:2])

    def pieces(self) -> Iterator[bytes]:
        """The request's bytes, for a parser."""
        yield bytes(self._head)
        if self._body:
            yield bytes(self._body)
        if self._file:
            self._file.seek(0)
            while piece := self._file.read(PIECE_BYTES):
                yield piece

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _measure(self) -> None:
        if _CODED.search(self._head):
            raise Refused(411)
        lengths = _LENGTH.findall(self._head)
        self._missing = int(lengths[0]) if lengths else 0
        self.expects = bool(_EXPECTS.search(self._head))
        if self._missing > BODY_BYTES:
            self.too_long, self._missing = True, 0

    def _take(self, data: bytes) -> None:
        body, self.left = data[: self._missing], data[self._missing :]
        self._missing -= len(body)
        if self._file is None and len(self._body) + len(body) > MEMORY_BYTES:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            self._file.write(self._body)
            self._body.clear()
        if self._file:
            self._file.write(body)
        else:
            self._body += body
        self.whole = self._missing == 0
