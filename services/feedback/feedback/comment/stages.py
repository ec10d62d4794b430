"""Which stages of a selection take comments, and until when: while applications are taken, and for ten whole days after
a list is announced (a rule of this project, of no decree)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from asnkit.events import format_time, parse_time
from asnkit.wib import day_ends, wib_date

from .views import REGISTRATION

OPEN_DAYS = 10
"""Calendar days (WIB) from the day after an announcement."""


class Stage(NamedTuple):
    """`closes` is the last instant at which it takes comments."""

    name: str
    closes: str
    open: bool


def stages_of(selection: Mapping | None, now: datetime) -> list[Stage]:
    """Those that have begun, of a row of `selections`; nothing is open in a period that was cancelled."""
    if selection is None:
        return []
    begun = []
    if selection["opens"] is not None and parse_time(selection["opens"]) <= now:
        begun.append((REGISTRATION, selection["closes"]))
    begun += [(one["stage"], _closes(one["at"])) for one in selection["lists"]]
    return [Stage(name, closes, not selection["cancelled"] and now <= parse_time(closes)) for name, closes in begun]


def takes(selection: Mapping | None, stage: str, now: datetime) -> bool:
    """Whether this stage is open."""
    return any(one.open for one in stages_of(selection, now) if one.name == stage)


def _closes(announced: str) -> str:
    return format_time(day_ends(wib_date(parse_time(announced)) + timedelta(days=OPEN_DAYS)))
