"""Whose signature counts: the public key of each service, from files.

A note that was verified once is remembered, so that the events of one transaction cost one check.
"""

from collections import OrderedDict
from pathlib import Path as File

from tlog.commits import Commit, Path, open_commit
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from .errors import Unsigned

REMEMBERED = 4_096


class Keyring:
    """`directory` holds `<service>.key`, one verifier key (C2SP signed-note) each; `own` adds those of this process."""

    def __init__(self, directory: File | None, own: dict[str, str] | None = None):
        self._directory = directory
        self._keys = dict(own or {})
        self._opened: OrderedDict[tuple[str, str], Commit] = OrderedDict()

    def verifier(self, service: str) -> str:
        """Raises Unsigned when no key of that service is known."""
        if service not in self._keys:
            try:
                self._keys[service] = (self._directory / f"{service}.key").read_text().strip()
            except (OSError, TypeError):
                raise Unsigned(f"no key of {service} is known") from None
        return self._keys[service]

    def check(self, service: str, note: str, path: str, digest: bytes) -> Commit:
        """The commit in which `service` decided the event with this SHA-256. Raises Unsigned."""
        try:
            commit = self._open(service, note)
            commit.require(Path.parse(path), digest)
        except (NoteRefused, ProofRefused) as error:
            raise Unsigned(str(error)) from error
        return commit

    def _open(self, service: str, note: str) -> Commit:
        known = self._opened.get((service, note))
        if known is None:
            known = self._opened[service, note] = open_commit(note, self.verifier(service))
            if len(self._opened) > REMEMBERED:
                self._opened.popitem(last=False)
        return known
