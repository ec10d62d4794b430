"""Objection windows (masa sanggah), in calendar days of Western Indonesian Time.

Three days after the last day of the announcement; the list after objections within
seven days of the window's end (PermenPANRB 27/2021 and 28/2021 Pasal 31; docs/rules.md
§1.6). The announcement's own day is not yet in the window: the official table of 2024
announces to 19 September and takes objections from 20 to 22 September.
"""

from datetime import date, timedelta

WINDOW_DAYS = 3
ANSWER_DAYS = 7


def objection_first(announced_last: date) -> date:
    """The first day on which an objection may be filed."""
    return announced_last + timedelta(days=1)


def objection_last(announced_last: date, days: int = WINDOW_DAYS) -> date:
    """The last day on which an objection may be filed, to 23:59:59 WIB."""
    return announced_last + timedelta(days=days)


def objection_open(announced_last: date, submitted: date, days: int = WINDOW_DAYS) -> bool:
    """Whether an objection of day `submitted` is inside the window of `days` calendar days."""
    return objection_first(announced_last) <= submitted <= objection_last(announced_last, days)


def objection_redeadline(announced_last: date, days: int = WINDOW_DAYS, answer_days: int = ANSWER_DAYS) -> date:
    """The last day for publishing the list after objections."""
    return objection_last(announced_last, days) + timedelta(days=answer_days)
