"""Witnessing: others sign that the checkpoint continues what they saw before (C2SP tlog-witness).

The newest checkpoint goes to every witness that has not cosigned it, with the proof from what that witness last saw.
What comes back is kept in the checkpoint's row; publishing brings it out. A witness that is away delays nothing.
"""

import json
import logging
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from asnkit.settings import Settings
from pymongo.database import Database
from tlog.notes import NoteRefused, Verifier, read_signature, split
from tlog.submissions import PATH, Submission
from tlog.tree import Tree

from .publish import newest
from .volume import Contradiction, Volume

EVERY_SECONDS = 2.0
AFTER_FAILURE_SECONDS = 15.0
PATIENCE_SECONDS = 5.0
LONGEST_ANSWER = 20_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Witness:
    """`key` is the verifier key of its cosignatures."""

    name: str
    url: str
    key: str


@dataclass(frozen=True)
class Policy:
    """How many of these witnesses have to cosign before a checkpoint counts as witnessed."""

    needed: int = 0
    witnesses: tuple[Witness, ...] = ()

    def cosigned_by(self, cosignatures: list[str]) -> list[Witness]:
        """Whose valid cosignatures these lines are; they were checked when they came."""
        lines = [read_signature(line.removesuffix("\n")) for line in cosignatures]
        identities = {(line.name, line.id) for line in lines}
        keys = [(witness, Verifier.parse(witness.key)) for witness in self.witnesses]
        return [witness for witness, key in keys if (key.name, key.id) in identities]


def read_policy(settings: Settings) -> Policy:
    """The file ASN_WITNESSES: {"needed": n, "witnesses": [{"name", "url", "key"}, …]}; none without the setting.

    Raises SystemExit with one sentence when something in it is wrong.
    """
    if settings.witnesses_file is None:
        return Policy()
    try:
        told = json.loads(settings.witnesses_file.read_text())
        policy = Policy(told["needed"], tuple(Witness(**one) for one in told["witnesses"]))
        for witness in policy.witnesses:
            Verifier.parse(witness.key)
            if urlsplit(witness.url).scheme not in ("http", "https"):
                raise ValueError(f"{witness.name} has no http address")
        if not 0 <= policy.needed <= len(policy.witnesses):
            raise ValueError(f"needed is {policy.needed} of {len(policy.witnesses)}")
    except (OSError, ValueError, KeyError, TypeError, NoteRefused) as error:
        raise SystemExit(f"audit: the witnesses in {settings.witnesses_file} cannot be used: {error}") from error
    return policy


class Witnessing:
    def __init__(self, db: Database, volume: Volume, policy: Policy):
        self._db = db
        self._volume = volume
        self._policy = policy
        self._seen: dict[str, int] = {}
        self._next: dict[str, float] = {}

    def turn(self) -> int:
        """Ask every witness that is due; the number of new cosignatures.

        Raises Contradiction when a witness has seen what we deny, or denies what we show.
        """
        row = newest(self._db)
        if row is None:
            return 0
        done = self._policy.cosigned_by(row["cosignatures"])
        gained, contradictions = 0, []
        for witness in self._policy.witnesses:
            if witness in done or time.monotonic() < self._next.get(witness.name, 0):
                continue
            self._next[witness.name] = time.monotonic() + AFTER_FAILURE_SECONDS
            try:
                gained += self._ask(witness, row)
            except Contradiction as contradiction:
                contradictions.append(str(contradiction))
        if contradictions:
            raise Contradiction("; ".join(contradictions))
        return gained

    def _ask(self, witness: Witness, row: dict) -> int:
        """One cosignature, or none now."""
        status, body = self._submit(witness, row)
        if status == 409 and (seen := _size(body)) is not None and seen != self._seen.get(witness.name, 0):
            self._seen[witness.name] = seen
            if seen <= row["_id"]:
                status, body = self._submit(witness, row)
        if status == 409 and (seen := _size(body)) is not None and seen != self._seen.get(witness.name, 0):
            return 0  # it cosigned for another leader just now
        if self._seen.get(witness.name, 0) > (ours := newest(self._db)["_id"]):
            raise Contradiction(f"{witness.name} has seen a log of {self._seen[witness.name]} entries, ours has {ours}")
        if status == 422 or (status == 409 and self._seen.get(witness.name, 0) <= row["_id"]):
            raise Contradiction(f"{witness.name} says that our checkpoint of {row['_id']} contradicts what it saw")
        if status != 200:
            log.warning("witness %s answers %s to our checkpoint", witness.name, status or "nothing")
            return 0
        line = _cosignature(witness, row["note"], body)
        if line is None:
            log.warning("witness %s answers without a cosignature of its key", witness.name)
            return 0
        change = {"$addToSet": {"cosignatures": line}, "$set": {"sent": False}}
        self._db.checkpoints.update_one({"_id": row["_id"]}, change)
        self._seen[witness.name] = row["_id"]
        self._next[witness.name] = time.monotonic() + EVERY_SECONDS
        return 1

    def _submit(self, witness: Witness, row: dict) -> tuple[int, str]:
        old = min(self._seen.get(witness.name, 0), row["_id"])
        proof = Tree(self._volume.read_tile, row["_id"]).consistency(old, row["_id"])
        return post(witness.url.rstrip("/") + PATH, Submission(old, proof, row["note"]).text)


def post(url: str, text: str) -> tuple[int, str]:
    """(status, body) of a witness's answer; status 0 when there was none."""
    request = urllib.request.Request(url, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read(LONGEST_ANSWER).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read(LONGEST_ANSWER).decode("utf-8", "replace")
    except (OSError, ValueError):
        return 0, ""


def _size(body: str) -> int | None:
    text = body.removesuffix("\n")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _cosignature(witness: Witness, note: str, body: str) -> str | None:
    """The line of the witness's own key, checked; lines of other keys are left out."""
    key = Verifier.parse(witness.key)
    try:
        text, _ = split(note)
        for line in body.removesuffix("\n").split("\n"):
            signature = read_signature(line)
            if (signature.name, signature.id) == (key.name, key.id):
                key.check(text, signature.value)
                return signature.line
    except NoteRefused as refused:
        log.warning("witness %s: %s", witness.name, refused)
    return None
