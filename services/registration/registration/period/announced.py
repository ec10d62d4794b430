"""What was announced in periods, as lists of them show it."""

from collections.abc import Collection
from datetime import datetime

from asnkit import states
from asnkit.events import parse_time
from pymongo.database import Database

TOLD = ("published_at", "objection_closes", "republish_by")


def by_period(db: Database, codes: Collection[str], now: datetime) -> dict[str, dict[str, dict]]:
    """Code → stage → schemas.Announced, the newest of each stage."""
    found: dict[str, dict[str, dict]] = {code: {} for code in codes}
    for _, _, state in states.every(db, "announcement", period={"$in": list(codes)}):
        told = {name: state[name] for name in TOLD}
        found[state["period"]][state["stage"]] = {**told, "objection_open": _running(state, now)}
    return found


def _running(state: dict, now: datetime) -> bool:
    opens, closes = state["objection_opens"], state["objection_closes"]
    return opens is not None and parse_time(opens) <= now <= parse_time(closes)
