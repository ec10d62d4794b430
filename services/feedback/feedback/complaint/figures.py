"""What everybody may know of all complaints: how many are where, and how long they take."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from asnkit.exact import shown
from asnkit.text import natural

from ..rules.cells import FEWEST, TOTAL, parts, published
from ..rules.survival import survival_of
from .domain import STATUSES
from .views import OPEN

MORE = "more"
UNKNOWN = ""
"""Where no unit has it yet."""


AGES = (3, 7, 14, 30, 60)
"""Days up to which a complaint belongs to a stretch; the last stretch is beyond them."""


def figures(rows: Mapping | None, lasted: Mapping | None, waiting: Mapping | None, today: date, reports: int) -> dict:
    """schemas.Figures, from the three rows of views.py; None where nothing was ever sent. `reports`: of integrity."""
    units = (rows or {"units": []})["units"]
    table = {one["unit"] or UNKNOWN: {name: one["states"].get(name, 0) for name in STATUSES} for one in units}
    told = published(table)
    total = told[TOTAL]
    return {
        "total": total[TOTAL],
        "open": _open(table, total),
        "integrity": reports if reports >= FEWEST else None,
        "late": sum(one["late"] for one in units),
        "states": {name: total.get(name, 0) for name in STATUSES},
        "units": [
            {"unit": name or None, "total": told[name][TOTAL], "states": {one: told[name][one] for one in STATUSES}}
            for name in sorted(table, key=lambda name: (name == UNKNOWN, natural(name)))
        ],
        "durations": durations(lasted or {"open": {}, "closed": {}, "left": {}}, today),
        "ages": ages(waiting or {}, total, today),
    }


def ages(waiting: Mapping, told: Mapping, today: date) -> list[dict]:
    """How long those of each open state have been open, in calendar days: [{status, stretches: {"3": …, "more": …}}].

    None where it would tell what `told`, the states' sums, or the few hold back.
    """
    rows = []
    for status in OPEN:
        counted = dict.fromkeys((*map(str, AGES), MORE), 0)
        for day, number in waiting.get(status, {}).items():
            age = (today - date.fromisoformat(day)).days
            counted[next((str(most) for most in AGES if age <= most), MORE)] += number
        held = told.get(status, 0) is None
        rows.append({"status": status, "stretches": dict.fromkeys(counted) if held else parts(counted)})
    return rows


def durations(lasted: Mapping, today: date) -> dict | None:
    """The share that is solved after each day, and the median; None where fewer than five were ever closed."""
    closed = {int(days): number for days, number in lasted["closed"].items()}
    watched = Counter({int(days): number for days, number in lasted["left"].items()})
    for day, number in lasted["open"].items():
        watched[max((today - date.fromisoformat(day)).days, 0)] += number
    done = sum(closed.values())
    if done < FEWEST:
        return None
    curve = survival_of(closed, watched)
    half = next((day for day, share in curve if share <= Fraction(1, 2)), None)
    points = [{"day": day, "solved": shown(100 * (1 - share), 1)} for day, share in curve]
    return {"median": half, "closed": done, "counted": done + watched.total(), "curve": points}


def _open(table: Mapping, told: Mapping) -> int | None:
    """All that are open; None where they are few, or would tell the one state of theirs that is held back."""
    number = sum(row[name] for row in table.values() for name in OPEN)
    alone = [told.get(name, 0) for name in OPEN].count(None) == 1
    return None if alone or 0 < number < FEWEST else number
