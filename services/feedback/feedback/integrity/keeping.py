"""Sending and following a report on the paths of a complaint, without an account."""

import hmac

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..complaint.keeping import spelled
from . import box
from .domain import CLOSED, INTEGRITY, Reply, Report

PARTS = {"unit": "Unit", "name": "Nama", "contact": "Kontak"}
"""What else stands in the form → the word before it in the text that is closed."""


def report(runtime: Runtime, tx: Tx, stream: str, number: str, code: str, body: dict) -> None:
    text = "\n".join([body["text"], *(f"{word}: {body[name]}" for name, word in PARTS.items() if body[name])])
    tx.decide(stream, Report(number, close(runtime, stream, text), _sealed(runtime, stream, "code", code)))


def reply(runtime: Runtime, tx: Tx, stream: str, text: str) -> None:
    tx.decide(stream, Reply(close(runtime, stream, text)))


def close(runtime: Runtime, stream: str, text: str) -> dict:
    return _sealed(runtime, stream, "text", box.closed(runtime, stream, text))


def opened(runtime: Runtime, number: str, code: str, session=None) -> tuple[str, dict] | None:
    """(stream, state) of the report with this number, for whoever has its code."""
    found = states.one(runtime.db, INTEGRITY, session, number=spelled(number))
    if found is None:
        return None
    right = runtime.vault.readable(found[0], "code", found[1]["code"])
    return found if right is not None and hmac.compare_digest(right, spelled(code)) else None


def tracked(runtime: Runtime, stream: str, state: dict) -> dict:
    """complaint.schemas.Tracked, as far as a report has it. What its writer said is closed to the writer, too."""
    return {
        **{name: state[name] for name in ("number", "status", "outcome")},
        "kind": INTEGRITY,
        "submitted_on": state["day"],
        "helped": False,
        "text": None,
        "messages": [
            {**said, "text": _answered(runtime, stream, said["text"]) if said["by"] == "officer" else None}
            for said in state["messages"]
        ],
        "may": [] if state["status"] == CLOSED else ["reply"],
    }


def whole(runtime: Runtime, stream: str, version: int, state: dict) -> dict:
    """schemas.IntegrityReport, of which the opening is recorded before."""
    return {
        **{name: state[name] for name in ("number", "status", "outcome")},
        "id": uuid_of(stream),
        "version": version,
        "submitted_on": state["day"],
        "text": _words(runtime, stream, state["text"]),
        "messages": [
            {**said, "text": (_answered if said["by"] == "officer" else _words)(runtime, stream, said["text"])}
            for said in state["messages"]
        ],
    }


def _words(runtime: Runtime, stream: str, sealed: dict) -> str:
    return box.opened(runtime, stream, runtime.vault.open(stream, "text", sealed))


def _answered(runtime: Runtime, stream: str, sealed: dict) -> str:
    return runtime.vault.open(stream, "answer", sealed)


def _sealed(runtime: Runtime, stream: str, field: str, text: str) -> dict:
    return runtime.vault.seal(uuid_of(stream), stream, field, text)
