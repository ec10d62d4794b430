"""Who could notice: the standing auditor, a subscriber, a witness, a citizen with a receipt.

Each knows what it kept from before, and what it is shown now. None is told what was done.
`soon(seconds)` says how long it takes until this one has noticed, where looking took `seconds`.
"""

import hashlib
import json
from pathlib import Path

import requests
from asn_verify.growth import Contradicts, check_continues
from asn_verify.promises import promised
from asn_verify.receipt import check_promise, checked
from asn_verify.sources import Tiles, Unreadable, Web
from asn_verify.witness import Witness
from asnkit.bus import Reader
from asnkit.errors import Unavailable
from asnkit.settings import Settings
from audit.auditor.memory import Memory
from audit.auditor.process import EVERY_SECONDS as ROUND_SECONDS
from audit.auditor.round import Patience, audit
from audit.auditor.sources import Sources
from audit.log.witness import EVERY_SECONDS as WITNESS_SECONDS
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import checkpoints, proofs
from tlog.checkpoints import Checkpoint, open_checkpoint
from tlog.notes import NoteRefused, Signer, split
from tlog.submissions import Submission
from tlog.tree import ProofRefused, Tree

from .copying import PROMISING, Copy, Original

RECEIPTS = 1500
ROUNDS = 4
SECONDS = 10
ENOUGH = 5


class StandingAuditor:
    """Compares everything with everything and with what it remembers, every minute."""

    name = "the standing auditor"

    def soon(self, seconds: float) -> str:
        return f"{ROUND_SECONDS + seconds:.0f} s at most, by itself: the wait for its next round and {seconds:.1f} s"

    def notice(self, copy: Copy) -> list[str]:
        sources = copy.sources()
        try:
            return self._look(sources, Memory(copy.directory / "auditor"))
        finally:
            sources.client.close()

    def _look(self, sources: Sources, memory: Memory) -> list[str]:
        """One round; where a server does not answer in time the next one looks, as the process does it."""
        for _ in range(ROUNDS - 1):
            try:
                return _round(sources, memory)
            except Unavailable:
                continue
        return _round(sources, memory)


def _round(sources: Sources, memory: Memory) -> list[str]:
    return [finding["sentence"] for finding in audit(sources, memory, Patience(settle=1))["findings"]]


class Subscriber:
    """Another agency: every checkpoint that ever came over Kafka is in its own database."""

    name = "a subscriber"

    def __init__(self, original: Original):
        kafka = original.known["kafka"]
        agency = kafka["users"]["agency"]
        self._key = (original.directory / "log" / "vkey").read_text().strip()
        told = Settings(
            service="agency",
            mongo_url="",
            kafka_bootstrap=kafka["bootstrap"],
            secrets=original.directory,
            kafka_username=agency["username"] if agency["password"] else "",
            kafka_password=agency["password"] or "",
        )
        reader = Reader(told, ["asn.checkpoints"])
        self._kept = {open_checkpoint(record.raw.decode(), self._key) for record in reader}
        reader.close()

    def soon(self, seconds: float) -> str:
        return f"{seconds:.1f} s after it looks"

    def notice(self, copy: Copy) -> list[str]:
        return continued(copy, self._key, self._kept)


class Cosigner:
    """A witness, whose program runs elsewhere; it cosigned the newest checkpoint of the original."""

    name = "a witness"

    def __init__(self, original: Original, folder: Path):
        self._folder = folder
        self._signer = Signer("saksi.drill", Ed25519PrivateKey.generate())
        self._key = (original.directory / "log" / "vkey").read_text().strip()
        folder.mkdir()
        note = (original.directory / "log" / "checkpoint").read_text()
        status, _, body = self._witness().add_checkpoint(Submission(0, [], note).text)
        if status != 200:
            raise RuntimeError(f"the witness does not accept the original: {status} {body}")

    def soon(self, seconds: float) -> str:
        return f"{WITNESS_SECONDS + seconds:.0f} s at most after the next checkpoint, by itself"

    def notice(self, copy: Copy) -> list[str]:
        source = Web(f"{copy.url('audit')}/log/")
        note = source.read("checkpoint").decode()
        shown = checkpoints.parse(split(note)[0])
        witness = self._witness()
        known = witness.known(shown.origin).size
        try:
            proof = Tree(Tiles(source).hashes, shown.size).consistency(known, shown.size) if known <= shown.size else []
        except (ProofRefused, Unreadable):
            proof = []
        status, _, body = witness.add_checkpoint(Submission(known, proof, note).text)
        return [] if status == 200 else [f"refuses checkpoint {shown.size} with status {status}: {body.strip()}"]

    def _witness(self) -> Witness:
        return Witness(self._signer, [self._key], self._folder)


class Citizens:
    """People who kept the promise and the proof that they were given, and look at what is published."""

    name = "a citizen's receipt"

    def __init__(self, original: Original):
        audit_url = original.known["services"]["audit"]["api"]
        self._key = (original.directory / "log" / "vkey").read_text().strip()
        self._receipts: list[tuple[str, str, str, str]] = []
        self._visits = requests.Session()
        for service in PROMISING:
            url = original.known["services"][service]["api"]
            key = requests.get(f"{url}/.well-known/promise-key", timeout=SECONDS).text.strip()
            given = original.client[service].commands.find({"promise": {"$ne": None}}).limit(RECEIPTS)
            for answer in given:
                for event, digest, _ in promised(answer["promise"], key):
                    proof = self._visits.get(f"{audit_url}/v1/receipts/{digest.hex()}.tlog-proof", timeout=SECONDS)
                    proof.raise_for_status()
                    self._receipts.append((event, answer["promise"], key, proof.text))

    def soon(self, seconds: float) -> str:
        return f"{seconds:.1f} s after one of them looks"

    def notice(self, copy: Copy) -> list[str]:
        kept = {self._checkpoint(proof) for *_, proof in self._receipts}
        found = continued(copy, self._key, kept)
        for event, promise, key, proof in self._receipts:
            found += self._compare(copy, event, promise, key, proof)
            if len(found) >= ENOUGH:
                break
        for proof in copy.presented:
            found += self._presented(proof)
        return found + lists(copy)

    def _compare(self, copy: Copy, event: str, promise: str, key: str, proof: str) -> list[str]:
        digest, index, _ = checked(proof, self._key)
        check_promise(promise, key, digest)
        answer = self._visits.get(f"{copy.url('audit')}/v1/receipts/{digest.hex()}", timeout=SECONDS)
        if answer.status_code != 200:
            return [f"{event}: the log does not know it any more; promise and proof say that it did"]
        if answer.json()["index"] != index:
            return [f"{event}: the log shows it at another place than the proof"]
        return []

    def _presented(self, proof: str) -> list[str]:
        try:
            checked(proof, self._key)
        except Contradicts as contradiction:
            return [f"a receipt that somebody shows: {contradiction}"]
        return []

    def _checkpoint(self, proof: str) -> Checkpoint:
        return open_checkpoint(proofs.parse(proof).note, self._key)


def continued(copy: Copy, key: str, kept: set[Checkpoint]) -> list[str]:
    """The log that is shown begins with everything that was kept; the first contradiction is told."""
    source = Web(f"{copy.url('audit')}/log/")
    try:
        shown = open_checkpoint(source.read("checkpoint").decode(), key)
        for known in sorted(kept, key=lambda one: -one.size):
            check_continues(Tiles(source), known, shown)
    except (Contradicts, NoteRefused, Unreadable) as error:
        return [str(error)]
    return []


def lists(copy: Copy) -> list[str]:
    """The published results, computed again as the README says."""
    found = []
    selection = copy.url("selection")
    for result in requests.get(f"{selection}/v1/results", timeout=SECONDS).json()["items"]:
        bundle = requests.get(f"{selection}/v1/results/{result['id']}/bundle", timeout=SECONDS)
        if bundle.status_code != 200:
            found.append(f"result {result['id']}: its rows are not shown")
            continue
        rankings = bundle.json()["rankings"]
        for one in rankings:
            if one["index"] and not _fits(f"{selection}/v1/results/{result['id']}", one):
                found.append(f"result {result['id']}, line {one['vacancy']}: rows and hash do not fit")
        if digest([[one["vacancy"], one["list_sha256"]] for one in rankings]) != result["list_sha256"]:
            found.append(f"result {result['id']}: the lists are not those whose hash was signed")
    return found


def _fits(result: str, ranking: dict) -> bool:
    """Whether a list's index has the hash that was signed, and each of its pages the hash that the index says."""
    pages = [
        requests.get(f"{result}/rankings/{ranking['vacancy']}/pages/{number}", timeout=SECONDS)
        for number in range(len(ranking["index"]["pages"]))
    ]
    shown = [hashlib.sha256(page.content).hexdigest() for page in pages]
    named = [page["sha256"] for page in ranking["index"]["pages"]]
    return digest(ranking["index"]) == ranking["list_sha256"] and shown == named


def digest(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
