"""Whose signature counts: the public key of each service, from files.

A note that was verified once is remembered, so that the events of one transaction cost one check.
"""

from collections import OrderedDict
from pathlib import Path as File

from tlog.commits import Commit, Path, open_commit, open_own_commit, origin
from tlog.notes import NoteRefused, Signer
from tlog.tree import ProofRefused

from .errors import Unsigned

REMEMBERED = 4_096


class Keyring:
    """`directory` holds `<service>.key`, one verifier key (C2SP signed-note) each; `own` is this process's signer.

    Raises SystemExit when the folder says another key for this service than it signs with.
    """

    def __init__(self, directory: File | None, own: Signer | None = None):
        self._directory = directory
        self._own = own
        self._keys: dict[str, str] = {}
        if own:
            service = own.name.split("/")[1]
            self._keys[service] = own.verifier
            if (
                directory
                and (file := directory / f"{service}.key").exists()
                and file.read_text().strip() != own.verifier
            ):
                raise SystemExit(f"{service}: {file.name} among the keys is not the key that promise.key signs with")
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
            if self._own and self._own.name == origin(service):
                known = open_own_commit(note, self._own)
            else:
                known = open_commit(note, self.verifier(service))
            self._opened[service, note] = known
            if len(self._opened) > REMEMBERED:
                self._opened.popitem(last=False)
        return known
