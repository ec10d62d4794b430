"""Notes of a complaint, sealed with its key."""

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import new_id
from asnkit.service import Runtime

from .domain import Write


def write(runtime: Runtime, tx: Tx, complaint: str, text: str) -> None:
    """The complaint is held: it is not erased meanwhile."""
    stream = new_id("note")
    held = tx.hold(f"complaint-{complaint}").state
    written = states.count(tx.db, "note", tx.session, complaint=complaint)
    tx.decide(stream, Write(complaint, held, written, runtime.vault.seal(complaint, stream, "text", text)))


def notes(runtime: Runtime, complaint: str) -> list[dict]:
    """schemas.Note of each, the first one first."""
    found = sorted(states.every(runtime.db, "note", complaint=complaint), key=lambda one: (one[2]["at"], one[0]))
    return [
        {**{name: state[name] for name in ("by", "at")}, "text": runtime.vault.readable(stream, "text", state["text"])}
        for stream, _, state in found
    ]
