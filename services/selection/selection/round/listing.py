"""Rounds as lists show them, each with how far it is."""

from asnkit.events import uuid_of
from asnkit.web import current

from ..ranking.domain import STAGES
from ..streams import result_stream
from .views import EMPTY


def standings(found: list[tuple[str, int, dict]]) -> list[dict]:
    """schemas.StandingRound of these rounds."""
    counted, results = tallies([state["period"] for _, _, state in found]), _results([one for one, _, _ in found])
    return [
        {
            **shown(stream, state, counted),
            "round": uuid_of(stream),
            "tally": counted.get(state["period"], EMPTY),
            "results": results[stream],
        }
        for stream, _, state in found
    ]


def tallies(periods: list[str]) -> dict[str, dict]:
    return {row.pop("_id"): row for row in current().views["tallies"].find({"_id": {"$in": periods}})}


def shown(stream: str, state: dict, counted: dict[str, dict]) -> dict:
    """schemas.Round; `counted` as `tallies` has it."""
    return {
        "id": uuid_of(stream),
        **{key: state[key] for key in ("period", "name", "procurement_type", "mode", "rule_set", "locked_at")},
        "proposed": state["proposed"] and state["proposed"]["rule_set"],
        "lines": counted.get(state["period"], EMPTY)["lines"],
    }


def _results(rounds: list[str]) -> dict[str, dict[str, dict]]:
    """Round → stage → what schemas.StageStanding shows, of each stage that has a result."""
    streams = {result_stream(uuid_of(one), stage): (one, stage) for one in rounds for stage in STAGES}
    shown = {f"data.{name}": 1 for name in ("status", "counts", "published.edition")}
    found: dict[str, dict[str, dict]] = {one: {} for one in rounds}
    for document in current().db.state.find({"_id": {"$in": list(streams)}}, shown):
        state, (one, stage) = document["data"], streams[document["_id"]]
        edition = state["published"]["edition"] if state.get("published") else None
        found[one][stage] = {"status": state["status"], "counts": state["counts"], "published_edition": edition}
    return found
