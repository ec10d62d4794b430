"""What the two signatures under a decided tie rest on, gathered inside their transaction; the list is held."""

from collections.abc import Mapping

from asnkit.events import Refused

from ..ranking.computation import UNDECIDED
from ..ranking.domain import FINAL
from ..ranking_batch.ordering import rank_anew
from ..result.published import rows
from ..streams import tie_stream
from .domain import Decide, Propose

UNKNOWN = Refused("peringkat-tidak-ada", "Peringkat ini belum dihitung.", status=404)


def tied_rows(db, ranking: dict) -> list[dict]:
    """The rows of a final list that stand undecided across the last seat; none where there are none."""
    if not ranking["counts"].get(UNDECIDED):
        return []
    return [row for row in rows(db, ranking) if row["code"] == UNDECIDED]


def propose(tx, ranking: str, body: Mapping) -> None:
    """The first signature."""
    loaded = _list(tx, ranking)
    state, tied = loaded.state, tied_rows(tx.db, loaded.state)
    known = {row["participant_no"]: row["candidate"] for row in tied}
    order = tuple({"candidate": known.get(number, ""), "participant_no": number} for number in body["order"])
    stream = tie_stream(state["round"], state["vacancy"])
    command = Propose(
        state["round"],
        state["period"],
        state["vacancy"],
        f"{ranking}@{loaded.version}",
        frozenset(known.values()),
        order,
        body["ground"],
        body["minutes"],
    )
    tx.decide(stream, command)


def decide(tx, ranking: str, actor: str, proposed: Mapping, if_match: int) -> None:
    """The second signature, and the order to rank the line anew."""
    loaded = _list(tx, ranking)
    state = loaded.state
    stream = tie_stream(state["round"], state["vacancy"])
    tx.decide(stream, Decide(actor, proposed, f"{ranking}@{loaded.version}"), if_match)
    rank_anew(tx, state["round"], [FINAL], state["vacancy"])


def _list(tx, ranking: str):
    loaded = tx.load_signed(ranking)
    if loaded.state is None or loaded.state["stage"] != FINAL:
        raise UNKNOWN
    tx.hold(ranking)
    return loaded
