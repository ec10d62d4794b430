"""The certificates of a session as one file: made one by one by the worker, kept for a day, packed as they are read.

`bundles` has one document for each session, {_id: session, bundle, code, total, asked, ends}; to ask anew is to name
another bundle. `bundle_papers` has {_id: bundle/number, bundle, number, person, name, made, content, asked, ends} for
each certificate: `content` is what stands on it until it is made, then the paper, each sealed for its place. There is
no ZIP that could be half: whoever downloads gets the papers packed one after the other, once every one is made. A
worker that dies has left some papers unmade. Real time.
"""

import base64
import io
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from asnkit.service import Runtime
from flask import Flask, g
from pymongo.database import Database

from . import formats, language, neighbours
from .learning import certificate
from .seals import Seal, derived
from .signature.port import signer_of

KEPT = timedelta(hours=24)
MOST = 1_000
"""Certificates in one file."""
AT_ONCE = 20


class Gone(Exception):
    """Papers went while they were read: their day was over, or somebody asked anew."""


def ask(db: Database, seal: Seal, session: dict, papers: list[tuple[dict, str]]) -> None:
    """Have these made, each with its holder's name; what was asked before for the session is not shown any more."""
    bundle, now = secrets.token_hex(16), datetime.now(UTC)
    rows = []
    for number, (one, name) in enumerate(papers):
        place = f"{bundle}/{number:04d}"
        about = {"bundle": bundle, "number": number, "person": one["person"], "asked": now, "ends": now + KEPT}
        about |= {"name": f"{one['certificate_no'].replace('/', '-')}.pdf", "made": False}
        rows.append({"_id": place, **about, "content": seal.close([one, name], place)})
    db.bundle_papers.insert_many(rows)
    before = db.bundles.find_one_and_replace(
        {"_id": session["id"]},
        {"bundle": bundle, "code": session["code"], "total": len(rows), "asked": now, "ends": now + KEPT},
        upsert=True,
    )
    if before:
        db.bundle_papers.delete_many({"bundle": before["bundle"]})


def standing(db: Database, session: str) -> dict | None:
    """The session's bundle with how many are `made`; None where there is none, or no more."""
    found = db.bundles.find_one({"_id": session, "ends": {"$gt": datetime.now(UTC)}})
    if found is None:
        return None
    return {**found, "made": db.bundle_papers.count_documents({"bundle": found["bundle"], "made": True})}


def persons(db: Database, bundle: str) -> list[str]:
    return [row["person"] for row in db.bundle_papers.find({"bundle": bundle}, {"person": 1}).sort("number", 1)]


def packed(db: Database, seal: Seal, bundle: dict) -> Iterator[bytes]:
    """The ZIP in pieces; some papers at a time are in memory. Raises Gone in the middle, so that nobody takes what came
    for the whole."""
    return zipped(_papers(db, seal, bundle["bundle"], bundle["total"]))


def _papers(db: Database, seal: Seal, bundle: str, expected: int) -> Iterator[tuple[str, bytes]]:
    read = 0
    for row in db.bundle_papers.find({"bundle": bundle}, batch_size=AT_ONCE).sort("number", 1):
        yield row["name"], base64.b64decode(seal.open(row["content"], row["_id"]))
        read += 1
    if read != expected:
        raise Gone(f"{read} of {expected} certificates")


def worker(runtime: Runtime) -> Callable[[], int]:
    """A step of the worker: makes the next papers, the oldest first; the number of those that it made."""
    app, seal = _app(runtime), Seal(derived(runtime.settings, "bundles"))

    def step() -> int:
        waiting = runtime.db.bundle_papers.find({"made": False}).sort([("asked", 1), ("_id", 1)]).limit(AT_ONCE)
        made = 0
        for row in list(waiting):
            opened = seal.open(row["content"], row["_id"])
            if opened is None:  # sealed with a key of before: whoever asked asks anew, and nobody behind them waits
                change = {"made": None}
            else:
                change = {"made": True, "content": _sealed(app, seal, row["_id"], opened)}
            made += runtime.db.bundle_papers.update_one(
                {"_id": row["_id"], "made": False}, {"$set": change}
            ).modified_count
        return made

    return step


def _sealed(app: Flask, seal: Seal, place: str, opened: list):
    """The paper with this content."""
    one, name = opened
    with app.app_context():
        g.language = "id"
        paper = certificate.paper(one, name, certificate.proof_of(one), certificate.signer())
    return seal.close(base64.b64encode(paper).decode(), place)


def _app(runtime: Runtime) -> Flask:
    """What a paper needs of the portal: its words, its numbers, and the audit service for the receipts."""
    app = Flask("portal")
    app.extensions["asn"] = runtime
    app.extensions["certificate_signer"] = signer_of(runtime.settings)
    for part in (neighbours, language, formats):
        part.register(app)
    return app


class _Pieces(io.RawIOBase):
    """What was written since it was last taken; nobody can go back in it."""

    def __init__(self):
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        self._written += piece
        return len(piece)

    def take(self) -> bytes:
        taken, self._written = bytes(self._written), bytearray()
        return taken


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
            yield pieces.take()
    yield pieces.take()
