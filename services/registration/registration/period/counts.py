"""How many applications and objections of a period stand where, out of its tally row."""

from collections.abc import Collection, Iterable

from asnkit.views import Views

from ..announcement.domain import AFTER_OBJECTIONS, FILE_CHECK
from .views import EMPTY, OUTCOMES, STATUSES


def tally(views: Views, key: str) -> dict[str, int]:
    """The numbers of a period (by its code) or of a formation line (by its UUID); see views.py."""
    return tallies(views, [key])[key]


def tallies(views: Views, keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """A period's applications are those for lines that are not closed; a closed line has its own."""
    keys = list(keys)
    found = _rows(views, keys)
    closed = _rows(views, {line for row in found.values() for line in row.get("closed", ())})
    return {key: _without(found.get(key, EMPTY), closed) for key in keys}


def _rows(views: Views, keys: Collection[str]) -> dict[str, dict]:
    return {row["_id"]: row for row in views["tallies"].find({"_id": {"$in": list(keys)}})} if keys else {}


def _without(row: dict, lines: dict[str, dict]) -> dict:
    gone = [lines[id] for id in row.get("closed", ()) if id in lines]
    return {**row, **{name: row[name] - sum(line[name] for line in gone) for name in (*STATUSES, "never_sent")}}


def by_status(row: dict[str, int], names: tuple[str, ...]) -> dict[str, int]:
    """Those statuses in which there is anything."""
    return {name: row[name] for name in names if row[name]}


def sent(row: dict[str, int]) -> int:
    """Applications that were ever submitted, those withdrawn later included."""
    return sum(row[status] for status in STATUSES) - row["draft"] - row["never_sent"]


def counts(row: dict[str, int]) -> dict:
    """schemas.PeriodProgress, without period and time."""
    return {
        "lines": row["lines"],
        "quota": row["quota"],
        "applications": {
            "registered": sent(row) + row["draft"],
            "submitted": sent(row),
            "draft": row["draft"],
            "undecided": row["submitted"],
            "MS": row["MS"],
            "TMS": row["TMS"],
            "withdrawn": row["withdrawn"] - row["never_sent"],
        },
        "objections": {
            "filed": sum(row[outcome] for outcome in OUTCOMES),
            "unanswered": row["filed"],
            "accepted": row["accepted"],
            "rejected": row["rejected"],
        },
    }


def announced(counted: dict, announcements: list[dict]) -> dict:
    """What everyone may know of `counts`: of verdicts and answers only what an announcement said.

    `announcements` are states of the period's announcements. See schemas.PeriodCounts.
    """
    by_stage = {state["stage"]: state["counts"] for state in announcements}
    verdicts = by_stage.get(AFTER_OBJECTIONS) or by_stage.get(FILE_CHECK) or {}
    shown = ("registered", "submitted", "draft", "withdrawn")
    answers = counted["objections"] if AFTER_OBJECTIONS in by_stage else {}
    return {
        "lines": counted["lines"],
        "quota": counted["quota"],
        "applications": {
            **{name: counted["applications"][name] for name in shown},
            **{verdict: verdicts.get(verdict) for verdict in ("MS", "TMS")},
        },
        "objections": {
            "filed": counted["objections"]["filed"],
            **{outcome: answers.get(outcome) for outcome in ("accepted", "rejected")},
        },
    }
