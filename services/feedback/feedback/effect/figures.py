"""Reading what an effect is measured by: published indexes, complaints, and how predicates of who passed moved."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from asnkit import states
from asnkit.events import parse_time
from asnkit.service import Runtime
from asnkit.wib import wib_date

from ..professionalism.gathering import gather
from ..roster.views import key_of
from ..rules.effects import HALF_A_YEAR, INDEX, added, around, counted, moved, sums_of
from ..rules.performance import RANKS
from ..survey.questions import ELEMENTS


def figures_of(runtime: Runtime, session: Mapping, today: str) -> dict:
    """{figures, complaints, group} of effect.measured for a row of views.py."""
    fixed, (begins, ends) = session["fixed"], session["days"]
    surveys = _surveys(runtime)
    sides = {side: _side(runtime, surveys, fixed[side], begins, ends) for side in ("units", "others")}
    return {
        "figures": {one: {side: _of(sums, one) for side, (sums, _) in sides.items()} for one in (INDEX, *ELEMENTS)},
        "complaints": {side: complaints for side, (_, complaints) in sides.items()},
        "group": _group(runtime, sorted(set(session["passed"].values())), begins, ends, today),
    }


def _of(sums: Mapping | None, measure: str) -> dict | None:
    return sums and {when: sums[when][measure] for when in ("before", "after")}


def _surveys(runtime: Runtime) -> list[dict]:
    """Those whose published index has sums of complete answers."""
    found = []
    for _, _, state in states.every(runtime.db, "survey"):
        if state["ikm"] and "complete" in state["ikm"]:
            named = {"unit": key_of(state["unit"]), "service": state["service"], "ikm": state["ikm"]}
            days = {when: _day(state[f"{when}_at"]) for when in ("opened", "published")}
            found.append(named | days)
    return found


def _side(runtime: Runtime, surveys: Sequence[Mapping], units: Sequence[str], begins: str, ends: str):
    """(sums before and after, None where no service has both; complaints before and after, None without units)."""
    if not units:
        return None, None
    rows = runtime.views["office_names"].find({"unit": {"$in": list(units)}})
    names = {row["_id"]: row["unit"] for row in rows}
    theirs = [{**one, "unit": names[one["unit"]]} for one in surveys if one["unit"] in names]
    pairs = around(theirs, begins, ends)
    sums = {
        when: added(sums_of(pair[place]["ikm"], ELEMENTS) for pair in pairs)
        for place, when in enumerate(("before", "after"))
    }
    spans = {
        "before": (_days(begins, -HALF_A_YEAR), begins),
        "after": (_days(ends, 1), _days(ends, HALF_A_YEAR + 1)),
    }
    known = [row["_id"] for row in runtime.views["units"].find() if key_of(row["_id"]) in names]
    complaints = {when: counted(_complaints(runtime, known, *span)) for when, span in spans.items()}
    return sums if pairs else None, complaints


def _complaints(runtime: Runtime, names: Sequence[str], since: str, until: str) -> int:
    """Sent from one day on and before another."""
    sent = {"$gte": since, "$lt": until}
    return runtime.views["complaints"].count_documents({"unit": {"$in": list(names)}, "submitted_on": sent})


def _group(runtime: Runtime, people: Sequence[str], begins: str, ends: str, today: str) -> dict | None:
    """The last cycle that ended before the training beside the first one that ended after it."""
    pairs = []
    for facts in gather(runtime, people, today).values():
        given = [(one.proof.day, one.proof.value) for one in facts if one.source == "appraisal"]
        known = sorted((day, value) for day, value in given if value in RANKS)
        before = [value for day, value in known if day < begins]
        after = [value for day, value in known if day > ends]
        if before and after:
            pairs.append((before[-1], after[0]))
    return moved(pairs)


def _day(moment: str) -> str:
    return wib_date(parse_time(moment)).isoformat()


def _days(day: str, more: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=more)).isoformat()
