"""A mail server that is none: what a service writes to people, kept for whoever tests it."""

import re
from contextlib import contextmanager

from asnkit.letterbox import Letterbox

CODE = re.compile(r"[0-9]{6,8}")


class Pigeonhole:
    """In the place of asnkit.mail.Post; `empty` lets everything that waits come here."""

    def __init__(self, runtime):
        self._letterbox = Letterbox(runtime, runtime.service.letters, self)
        self.letters = []

    @contextmanager
    def opened(self):
        yield self.letters.append

    def empty(self) -> list:
        """The letters that came, in order."""
        before = len(self.letters)
        while self._letterbox.turn():
            pass
        return self.letters[before:]

    def to(self, address: str) -> list:
        """Every letter that this address ever got, the newest last."""
        self.empty()
        return [letter for letter in self.letters if letter.to == address]

    def code(self, address: str) -> str:
        """The code in the newest letter to this address."""
        return CODE.search(self.to(address)[-1].subject).group()
