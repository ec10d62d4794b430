"""One answer on its way: sent as far as the client reads, kept for later where it does not."""

import tempfile

PIECE_BYTES = 65_536
MEMORY_BYTES = 1_000_000


class Outgoing:
    """What gunicorn's Response takes for a socket. Nothing here waits for the client."""

    def __init__(self, sock):
        self._sock = sock
        self._fresh = bytearray()
        self._kept = None
        self._read = self._written = 0
        self.sent = 0

    @property
    def pending(self) -> bool:
        return bool(self._fresh) or self._read < self._written

    def sendall(self, data: bytes) -> None:
        """Raises OSError when the client is gone."""
        self._fresh += data
        if len(self._fresh) >= PIECE_BYTES:
            self.push()

    def send(self, interim: bytes) -> None:
        """ "100 Continue" comes too late here: the request is whole."""

    def push(self) -> None:
        """Send what can be sent now. Raises OSError when the client is gone."""
        try:
            while self._read < self._written:
                self._kept.seek(self._read)
                self._read += self._sent(self._kept.read(PIECE_BYTES))
            while self._fresh:
                del self._fresh[: self._sent(self._fresh)]
        except BlockingIOError:
            self._keep()

    def close(self) -> None:
        if self._kept:
            self._kept.close()

    def _sent(self, data) -> int:
        count = self._sock.send(data)
        self.sent += count
        return count

    def _keep(self) -> None:
        if self._kept is None:
            self._kept = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115
        self._kept.seek(self._written)
        self._kept.write(self._fresh)
        self._written += len(self._fresh)
        self._fresh.clear()
