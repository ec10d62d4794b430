"""Who decided: one signed note over all events of one transaction, and each event's path to it.

The deciding process signs the root of a small tree (RFC 6962) whose leaves are the events, in their order. An event
and its path then show, wherever they turn up, that the named service decided it, then, together with the others.
A leaf is what the public log has of the event, too: the SHA-256 of its bytes.

Text of the note, where `events` is how many there are:

    id.go.tanjungbalai.asn/<service>/promise
    time <RFC 3339, UTC>
    events <n>
    root <base64>
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .notes import NoteRefused, Signer, open_note, split
from .proofs import decode_hashes
from .tree import ProofRefused, Tree, leaf_hash, root, tiles_of, verify_inclusion

ORIGIN = "id.go.tanjungbalai.asn/{service}/promise"


def origin(service: str) -> str:
    return ORIGIN.format(service=service)


@dataclass(frozen=True)
class Path:
    """Where an event stands among the `size` events of its transaction; `hashes` is its audit path."""

    index: int
    size: int
    hashes: Sequence[bytes] = ()

    @cached_property
    def text(self) -> str:
        """One line: index, size, and each hash in base64."""
        return " ".join((str(self.index), str(self.size), *(base64.b64encode(one).decode() for one in self.hashes)))

    @classmethod
    def parse(cls, text: str) -> "Path":
        """Raises ProofRefused."""
        try:
            index, size, *hashes = text.split(" ")
            found = cls(_number(index), _number(size), tuple(decode_hashes(hashes)))
        except ValueError:
            raise ProofRefused("not a path of a commit") from None
        if found.text != text:
            raise ProofRefused("not a path of a commit")
        return found


@dataclass(frozen=True)
class Commit:
    """A note that was opened: who signed, when (RFC 3339), over how many events, with which root."""

    origin: str
    time: str
    size: int
    root: bytes

    def require(self, path: Path, digest: bytes) -> None:
        """The event with this SHA-256 is in this commit, at this place. Raises ProofRefused."""
        if path.size != self.size:
            raise ProofRefused("a path of another commit")
        verify_inclusion(leaf_hash(digest), path.index, self.size, path.hashes, self.root)


def sign(signer: Signer, time: str, digests: Sequence[bytes]) -> tuple[str, list[Path]]:
    """The signed note over events with these SHA-256 digests, and the path of each."""
    leaves = [leaf_hash(digest) for digest in digests]
    size = len(leaves)
    if size == 1:  # most transactions: the leaf is the root
        top, paths = leaves[0], [Path(0, 1)]
    else:
        tiles = tiles_of(leaves)
        tree = Tree(lambda *tile: tiles[tile], size)
        top, paths = root(leaves), [Path(index, size, tuple(tree.inclusion(index, size))) for index in range(size)]
    text = f"{signer.name}\ntime {time}\nevents {size}\nroot {base64.b64encode(top).decode()}\n"
    return signer.sign(text), paths


def open_commit(note: str, verifier: str) -> Commit:
    """Check the signature and read the note. Raises NoteRefused."""
    return _read(open_note(note, verifier), verifier.partition("+")[0])


def open_own_commit(note: str, signer: Signer) -> Commit:
    """As open_commit, for whoever signed it. Raises NoteRefused.

    Ed25519 signs one text in one way only (RFC 8032 §5.1.6), and signing again takes a third of what checking takes.
    """
    text, _ = split(note)
    if not hmac.compare_digest(signer.sign(text).encode(), note.encode()):
        raise NoteRefused(f"not signed by {signer.name}")
    return _read(text, signer.name)


def _read(text: str, origin: str) -> Commit:
    lines = text.splitlines()
    words = [line.partition(" ") for line in lines[1:]]
    if [word for word, _, _ in words] != ["time", "events", "root"]:
        raise NoteRefused("not the note of a commit")
    time, size, top = (value for _, _, value in words)
    try:
        found = Commit(lines[0], time, _number(size), decode_hashes([top])[0])
    except ValueError:
        raise NoteRefused("not the note of a commit") from None
    if found.origin != origin:
        raise NoteRefused("the note names another service than the one that signed it")
    return found


def verify(note: str, verifier: str, path: Path, digest: bytes) -> str:
    """The time at which the event with this SHA-256 was decided. Raises NoteRefused, ProofRefused."""
    commit = open_commit(note, verifier)
    commit.require(path, digest)
    return commit.time


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError("not a number")
    return int(text)
