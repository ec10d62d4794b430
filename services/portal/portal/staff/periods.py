"""Which selection period a page is about: the one in the address, else the one that is running."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from ..client import api
from ..signin.tokens import person


@dataclass(frozen=True)
class Periods:
    """`all` newest first; `period` is the chosen one, None where there is none at all."""

    all: list[dict]
    period: dict | None

    @property
    def code(self) -> str:
        return self.period["code"] if self.period else ""


def chosen(waiting: Callable[[dict], int] | None = None) -> Periods:
    """By the argument `periode`; a code that is not known, or is not of the caller's role, chooses like none.

    Where it says none: the period that is running, else the newest. `waiting` counts what waits in a period's
    progress (registration's `PeriodProgress`): one in which something does comes before any other.
    """
    if waiting:
        progress = list(api("registration").every("/v1/periods/progress"))
        found, busy = [one["about"] for one in progress], [one["about"] for one in progress if waiting(one)]
    else:
        every, own = api("registration").get("/v1/periods")["items"], person().scope
        found = busy = [period for period in every if own in ("", period["code"])]
    return Periods(found, choose(found, busy, request.args.get("periode", "")))


def choose(periods: list[dict], busy: list[dict], wanted: str) -> dict | None:
    """The period of that code, else the one that is running or the newest: of the `busy` ones where there are any."""
    named = next((period for period in periods if period["code"] == wanted), None)
    return named or _running(busy) or _running(periods)


def _running(periods: list[dict]) -> dict | None:
    return next((period for period in periods if period["open"]), periods[0] if periods else None)


def shown_line(line: dict) -> str:
    return f"{line['job_name']} – {line['unit']}"
