"""The proof that the audit log holds an event, checked here: the path to the root, signature, witnesses."""

from dataclasses import dataclass

from tlog import proofs
from tlog.checkpoints import cosigners
from tlog.notes import NoteRefused, Verifier, signature_of, split
from tlog.tree import ProofRefused

from ..client import Problem, api


class Broken(Exception):
    """A proof that does not hold, whoever made it."""


class Unknown(Broken):
    """What says nothing of its content: no proof in form, or signed with none of the keys that are known."""


@dataclass(frozen=True)
class Inclusion:
    """What was checked: `steps` hashes lead from entry `index` to the root that `origin` signed for `size` entries."""

    sha256: str
    """Of the event's bytes (hex): the entry itself."""
    index: int
    steps: int
    size: int
    origin: str
    key: str
    cosigned: list[str]
    """Names of the witnesses whose cosignature is valid."""
    witnesses: int
    needed: int


def file_of(receipt: dict | None) -> str | None:
    """The proof as the log gives it, a text; None until a checkpoint covers the event."""
    if not receipt or not receipt.get("proof"):
        return None
    try:
        return api("audit").text(receipt["proof"])
    except Problem as problem:
        if problem.status == 404:
            return None
        raise


def check(text: str) -> Inclusion:
    """Check a proof with the key that the log shows. Raises Broken, Unknown."""
    log = api("audit").get("/v1/log")
    names = {one["signs_as"]: one["name"] for one in log["witnesses"]}
    try:
        proof = proofs.parse(text)
    except ProofRefused:
        raise Unknown from None
    require_key(proof.note, log["key"])
    try:
        checkpoint = proof.verify(proof.extra, log["key"])
        cosigned = cosigners(proof.note, [one["key"] for one in log["witnesses"]])
    except (ProofRefused, NoteRefused):
        raise Broken from None
    return Inclusion(
        proof.extra.hex(), proof.index, len(proof.hashes), checkpoint.size, checkpoint.origin, log["key"],
        sorted(names[name] for name in cosigned), len(names), log["witnesses_needed"],
    )  # fmt: skip


def require_key(note: str, key: str) -> None:
    """Raises Unknown where a note has no signature of this key: true or false, it cannot be checked with it."""
    try:
        if signature_of(Verifier.parse(key), split(note)[1]):
            return
    except NoteRefused:
        pass
    raise Unknown
