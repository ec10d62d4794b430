"""What the office told of one complaint, beside the complaint itself."""

from asnkit.commits import Tx
from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..follower import keeping as followers
from .domain import Withdraw


def own(runtime: Runtime, complaint: str) -> dict | None:
    """complaint.schemas.OwnTopic, also where it was withdrawn."""
    loaded = runtime.store.load(f"topic-{complaint}")
    if loaded.state is None:
        return None
    state = loaded.state
    return {"title": state["title"], "shown": state["shown"], "version": loaded.version, "told": state["news"]}


def withdraw(tx: Tx, complaint: str) -> None:
    """The reporter wants nothing kept: nobody reads of it any more."""
    stream = f"topic-{uuid_of(complaint)}"
    state = tx.load(stream).state
    if state is not None and state["shown"]:
        tx.decide(stream, Withdraw(erased=True))
        followers.end(tx, stream, tx.now)
