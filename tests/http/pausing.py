"""Two requests at once, in a chosen order: one stands still just before it writes while the other goes through."""

import threading

from asnkit.commits import Tx

SECONDS = 4
"""Less than a transaction may live."""


class paused:
    """Within the block, `first()` has decided and not yet written a commit of a stream that begins with `stream`."""

    def __init__(self, monkeypatch, stream: str, first):
        self._held, self._go = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._ask, args=(first,))
        self.answer = None
        flush = Tx.flush

        def standing(tx):
            writes = any(commit["stream"].startswith(stream) for commit in tx._commits)
            if writes and not self._held.is_set():
                self._held.set()
                self._go.wait(SECONDS)
            return flush(tx)

        monkeypatch.setattr(Tx, "flush", standing)

    def _ask(self, first):
        self.answer = first()

    def __enter__(self):
        self._thread.start()
        assert self._held.wait(10), "nothing was decided"
        return self

    def __exit__(self, *_):
        self._go.set()
        self._thread.join()
