"""What a verdict rests on, read inside its transaction and folded from what is signed."""

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import uuid_of

from ..application.domain import Verify

PURPOSE = "file_check"


def to_decide(tx: Tx, id: str, verdict: str, reasons: tuple[str, ...]) -> Verify:
    """The verdict with the desk and what its verifier has opened."""
    application = tx.load_signed(f"application-{id}").state or {}
    line = tx.load_signed(f"vacancy-{application['vacancy']}").state if application else None
    opened = tx.load_all_signed(f"document-{one['document']}" for one in application.get("documents", ()))
    found = states.one(tx.db, "disclosure", tx.session, application=id, reader=tx.actor, purpose=PURPOSE)
    return Verify(
        verdict,
        reasons,
        "file_check",
        tx.actor,
        desk=tx.load_signed(f"verification-{id}").state,
        file=tx.load_signed(found[0]).state if found else None,
        line=line,
        papers={uuid_of(loaded.stream): loaded.state for loaded in opened},
    )
