"""When an answer is due (PermenPANRB 62/2018 and the terms of docs/rules.md §5.2), with pauses.

A clock runs in working days. While somebody else has to act (the reporter is asked
something, another agency answers) it is paused: the days of the pause do not count, the
day on which it goes on does.
"""

from collections.abc import Collection
from datetime import date, timedelta

from asnkit.workdays import workday_due

Pause = tuple[date, date]


def clock_due(start: date, days: int, holidays: Collection[date], pauses: Collection[Pause] = ()) -> date:
    """The `days`-th working day after `start`; each pause holds the clock from its first day until before its second.

    ValueError where a pause ends before it begins.
    """
    held = set()
    for since, until in pauses:
        if until < since:
            raise ValueError("Jeda tidak dapat berakhir sebelum dimulai.")
        held.update(since + timedelta(days=n) for n in range((until - since).days))
    return workday_due(start, days, held.union(holidays))
