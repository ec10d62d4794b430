"""What became of a gap, out of the rows of views.py: the training need that it came to, the plan that took it up, the
sessions, and the same figure later."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from asnkit import states
from asnkit.events import parse_time, uuid_of
from asnkit.exact import shown
from asnkit.service import Runtime
from asnkit.wib import wib_date
from pymongo.collection import Collection

from ..rules.effects import LEAST, counted
from ..rules.ikm import ikm_grade
from ..rules.quarters import quarter_of
from .domain import INDEX

OPEN, ACCEPTED, DECLINED, MERGED = "OPEN", "ACCEPTED", "DECLINED", "MERGED"
SESSIONS_SHOWN = 20


class Need(NamedTuple):
    """`stream` is where the need went, if it was merged."""

    stream: str
    status: str


def became(rows: Collection, gaps: Iterable[str]) -> dict[str, Need]:
    """Gap (its stream) → OPEN, ACCEPTED or DECLINED, by the need that it came to; without those that came to none."""
    needs = {row["_id"]: row["need"] for row in rows.find({"_id": {"$in": list(gaps)}})}
    decided: dict[str, dict] = {}
    asked = set(needs.values())
    while asked:
        found = {row["_id"]: row for row in rows.find({"_id": {"$in": sorted(asked)}})}
        decided |= found
        asked = {row["into"] for row in found.values() if row["into"]} - decided.keys()
    return {gap: _status(need, decided) for gap, need in needs.items()}


def _status(need: str, decided: dict[str, dict]) -> Need:
    """Training merges into open needs alone, so no need leads back to itself."""
    while need in decided and decided[need]["status"] == MERGED:
        need = decided[need]["into"]
    return Need(need, decided[need]["status"] if need in decided else OPEN)


def later(runtime: Runtime, gap: Mapping, need: Need | None, today: date) -> dict:
    """{plan, sessions, later} of a gap's page; `passed` of fewer than ten people is held back."""
    plan = _planned(runtime.views["training_plans"], need) if need else None
    sessions = _sessions(runtime.views["sessions_measured"], plan["course"], gap["at"]) if plan else []
    figure = _element(runtime, gap) if gap["source"] == INDEX else _complaints(runtime, gap, today)
    return {"plan": plan, "sessions": sessions, "later": figure}


def _planned(rows: Collection, need: Need) -> dict | None:
    """The first year whose signed plan has the need."""
    found = [row["signed"].get(uuid_of(need.stream)) for row in rows.find()]
    return min((one for one in found if one), key=lambda one: (one["year"], one["quarter"]), default=None)


def _sessions(rows: Collection, course: str | None, since: str) -> list[dict]:
    """Of the course, from the gap on, by their first day."""
    if course is None:
        return []
    begun = wib_date(parse_time(since)).isoformat()
    found = [row for row in rows.find({"course": course}) if row["days"] and row["days"][0] >= begun]
    return [
        {
            **{name: row[name] for name in ("code", "title")},
            "begins": row["days"][0],
            "ends": row["days"][1],
            "passed": counted(len(set(row["passed"].values()))),
        }
        for row in sorted(found, key=lambda row: (row["days"], row["code"]))[:SESSIONS_SHOWN]
    ]


def _element(runtime: Runtime, gap: Mapping) -> dict | None:
    """The same element of the last index of the unit's service whose survey was opened after the gap was found."""
    of = {"unit": gap["unit"], "service": gap["service"]}
    rows = runtime.views["surveys"].find({**of, "opened_at": {"$gt": gap["at"]}, "ikm": {"$ne": None}})
    told = [row for row in rows if row["ikm"]["elements"][gap["subject"]]["n"] >= LEAST]
    if not told:
        return None
    last = max(told, key=lambda row: row["published_at"])
    one = last["ikm"]["elements"][gap["subject"]]
    mean = Fraction(one["mean"])
    figure = {"shown": shown(mean, 2), "grade": ikm_grade(25 * mean), "people": one["n"]}
    return {**figure, "quarter": None, "at": last["published_at"], "link": f"/ikm/{last['_id']}"}


def _complaints(runtime: Runtime, gap: Mapping, today: date) -> dict | None:
    """How many had the same trouble in the last whole quarter, once one is over since."""
    last = _before(quarter_of(today))
    if last <= gap["quarter"]:
        return None
    trouble = {"unit": gap["unit"], "kind": gap["subject"], "quarter": last}
    had = states.query("complaint", {"troubles": {"$elemMatch": trouble}})
    people = counted(runtime.db.state.count_documents(had))
    return {"shown": None, "grade": None, "people": people, "quarter": last, "at": None, "link": gap["link"]}


def _before(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"
