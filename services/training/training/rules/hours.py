"""Lesson hours (JP) of a year (PP 11/2017 Pasal 203(4); PP 49/2018; docs/rules.md §4).

A floor of 20 JP for a PNS, a ceiling of 24 JP for a PPPK that warns and deletes nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Limits(NamedTuple):
    """JP a year; None where the status has no such limit."""

    least: int | None
    most: int | None


LIMITS = {"PNS": Limits(20, None), "PPPK": Limits(None, 24)}
BASIC_TRAINING = "LATSAR"


def limits(status: str | None) -> Limits:
    """Of a year; a candidate, and who is not on the roster yet, is measured by what a PNS needs."""
    return LIMITS["PPPK" if status == "PPPK" else "PNS"]


class Entry(NamedTuple):
    """One entry of the JP book; a reversed one counts for nothing."""

    hours: int
    kind: str | None = None
    reversed: bool = False


class Year(NamedTuple):
    """JP: what counts, what is missing to the floor, what lies over the ceiling."""

    total: int
    short: int
    over: int


def jp_year(status: str, entries: Iterable[Entry]) -> Year:
    """The year of one person; basic training (Latsar) stands apart. ValueError for another status, or no hours."""
    if status not in LIMITS:
        raise ValueError("Status ASN harus PNS atau PPPK.")
    counted = [entry.hours for entry in entries if not entry.reversed and entry.kind != BASIC_TRAINING]
    if any(type(hours) is not int or hours < 0 for hours in counted):
        raise ValueError("JP adalah bilangan bulat mulai dari 0.")
    total, (least, most) = sum(counted), LIMITS[status]
    short = 0 if least is None else max(0, least - total)
    return Year(total, short, 0 if most is None else max(0, total - most))
