"""Publishing: a signed checkpoint when the tree has grown, never one that contradicts the last.

The last one is the largest that the database, the folder or Kafka knows, so that a backup that was put back
cannot make the log sign another history. After the row comes the file, then Kafka: each is caught up with by the
next turn when this one dies in between.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from asnkit.bus import Message, Producer
from asnkit.errors import Unavailable
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError
from tlog.checkpoints import Checkpoint, open_checkpoint
from tlog.notes import NoteRefused, Signer
from tlog.tree import ProofRefused, Tree, verify_consistency

from .integrate import integrated
from .volume import CHECKPOINT, KEY, ORIGIN, Contradiction, Volume

TOPIC = "asn.checkpoints"
CONTENT_TYPE = [("content-type", b"text/plain; charset=utf-8")]
EVERY_SECONDS = 1.0
SIGN_SECONDS = 5.0
"""A change after a quiet time is signed at once; while changes keep coming, every so many seconds."""


class Publication:
    """`producer` makes a bus.Producer, again after a failure; `published` gives the last notes that Kafka has."""

    def __init__(
        self,
        db: Database,
        volume: Volume,
        signer: Signer,
        producer: Callable[[], Producer],
        published: Callable[[], Iterable[str]],
    ):
        self._db = db
        self._volume = volume
        self._signer = signer
        self._make = producer
        self._published = published
        self._producer: Producer | None = None
        self._remembered: list[str] | None = None
        self._looked = self._signed = float("-inf")

    def turn(self) -> int:
        """As `step`, once a second, and signing only every SIGN_SECONDS."""
        now = time.monotonic()
        if now - self._looked < EVERY_SECONDS:
            return 0
        self._looked = now
        worked = self.step(signing=now - self._signed >= SIGN_SECONDS)
        if worked:
            self._signed = now
        return worked

    def step(self, signing: bool = True) -> int:
        """Bring out what is signed, sign when the tree has grown, bring that out; the number of new checkpoints.

        Raises Contradiction when the tree does not continue the last checkpoint, OSError, Unavailable.
        """
        self._show_key()
        self._bring_out()
        known, size = self._known(), integrated(self._db)
        if size < max(known, default=0):
            raise Contradiction(f"signed for {max(known)} entries, and the tree has only {size}: it was put back")
        if not signing or size == max(known, default=0):
            return 0
        self._sign(known, size)
        self._remembered = []  # they are continued; from here on the row and the file tell
        self._bring_out()
        return 1

    def close(self) -> None:
        if self._producer:
            self._producer.close()
            self._producer = None

    def _show_key(self) -> None:
        """Write the verifier key once; another key would make every earlier checkpoint look forged."""
        try:
            shown = self._volume.read(KEY).decode().strip()
        except FileNotFoundError:
            self._volume.replace(KEY, f"{self._signer.verifier}\n".encode())
            return
        if shown != self._signer.verifier:
            raise Contradiction(f"the secret log.key is not the key that the log is known by, {shown}")

    def _known(self) -> dict[int, bytes]:
        """The roots by size that the row, the file and Kafka's last messages tell. Raises Contradiction."""
        row, shown = newest(self._db), self._shown()
        if self._remembered is None:
            self._remembered = own_notes(self._published(), self._signer.verifier)
        notes = [shown, *self._remembered, row["note"] if row else ""]
        return signed_roots([note for note in notes if note], self._signer.verifier)

    def _sign(self, known: dict[int, bytes], size: int) -> None:
        tree = Tree(self._volume.read_tile, size)
        root = tree.root_at(size)
        for earlier in sorted(known, reverse=True):
            try:
                verify_consistency(earlier, size, tree.consistency(earlier, size), known[earlier], root)
            except ProofRefused as refused:
                raise Contradiction(f"not signed: {refused}") from refused
        row = {
            "_id": size,
            "root": root.hex(),
            "note": self._signer.sign(Checkpoint(ORIGIN, size, root).text),
            "at": datetime.now(UTC),
            "sent": False,
            "cosignatures": [],
        }
        try:
            self._db.checkpoints.insert_one(row)
        except DuplicateKeyError:  # another leader was as fast; the same tree has the same signature
            pass

    def _bring_out(self) -> None:
        row, shown = newest(self._db), self._shown()
        if row and shown != (note := whole_note(row)):
            if shown:
                self._refuse_step_back(open_checkpoint(shown, self._signer.verifier), row)
            self._volume.replace(CHECKPOINT, note.encode())
        for unsent in self._db.checkpoints.find({"sent": False}).sort("_id"):
            self._send(unsent)

    def _shown(self) -> str:
        try:
            return self._volume.read(CHECKPOINT).decode()
        except FileNotFoundError:
            return ""

    def _refuse_step_back(self, shown: Checkpoint, row: dict) -> None:
        if shown.size > row["_id"]:
            raise Contradiction(f"signed for {shown.size} entries, and the database knows only {row['_id']}")
        signed_roots([row["note"], self._shown()], self._signer.verifier)

    def _send(self, row: dict) -> None:
        if self._producer is None:
            self._producer = self._make()
        message = Message(TOPIC, ORIGIN, whole_note(row).encode(), CONTENT_TYPE, partition=0)
        if self._producer.send([message]) != [True]:
            self.close()
            raise Unavailable("Kafka")
        # Where a witness has cosigned meanwhile, the fuller note goes out as well.
        self._db.checkpoints.update_one(
            {"_id": row["_id"], "cosignatures": row["cosignatures"]}, {"$set": {"sent": True}}
        )


def own_notes(notes: Iterable[str], verifier: str) -> list[str]:
    """Those that this log signed; anything else on the topic is none of ours."""
    found = []
    for note in notes:
        try:
            open_checkpoint(note, verifier)
        except NoteRefused:
            continue
        found.append(note)
    return found


def signed_roots(notes: Iterable[str], verifier: str) -> dict[int, bytes]:
    """What was signed, by size. Raises Contradiction when there are two roots for one size, NoteRefused."""
    roots: dict[int, bytes] = {}
    for note in notes:
        signed = open_checkpoint(note, verifier)
        if roots.setdefault(signed.size, signed.root) != signed.root:
            raise Contradiction(f"two roots were signed for {signed.size} entries")
    return roots


def newest(db: Database) -> dict | None:
    """The last checkpoint's row."""
    return db.checkpoints.find_one(sort=[("_id", -1)])


def whole_note(row: dict) -> str:
    """The checkpoint with the log's signature and every cosignature so far."""
    return row["note"] + "".join(row["cosignatures"])
