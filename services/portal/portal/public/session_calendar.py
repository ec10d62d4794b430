"""Kalender pelatihan: the sessions of a month as a picture, each on its days; the same as a list on a phone."""

import re
from datetime import date, timedelta

from asnkit.wib import wib_date
from flask import Blueprint, render_template, request

from ..client import api
from ..formats import now

blueprint = Blueprint("session_calendar", __name__)

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])\Z")
WEEK = 7


@blueprint.get("/pelatihan/kalender")
def show():
    """The month that is asked for, else this one; cancelled sessions say so."""
    today = wib_date(now())
    first = _first(request.args.get("bulan", ""), today)
    after = (first + timedelta(days=31)).replace(day=1)
    days = _days(first.isoformat(), (after - timedelta(days=1)).isoformat())
    return render_template(
        "public/session_calendar.html",
        first=first,
        weeks=weeks(first, after),
        days=days,
        today=today,
        before=(first - timedelta(days=1)).replace(day=1),
        after=after,
    )


def weeks(first: date, after: date) -> list[list[date | None]]:
    """The days from `first` to before `after` in weeks that begin on Monday; None beside the month."""
    days: list[date | None] = [None] * first.weekday()
    days += [first + timedelta(days=n) for n in range((after - first).days)]
    days += [None] * (-len(days) % WEEK)
    return [days[n : n + WEEK] for n in range(0, len(days), WEEK)]


def _days(since: str, until: str) -> dict[str, list[dict]]:
    """Day (YYYY-MM-DD) → the sessions that meet on it, with the hours of that day; the earliest first."""
    found: dict[str, list[dict]] = {}
    for session in api("training").every("/v1/sessions", since=since, until=until):
        for day in session["days"]:
            if since <= day["date"] <= until:
                told = {name: session[name] for name in ("id", "course", "code", "title", "place", "status")}
                found.setdefault(day["date"], []).append(told | {"begins": day["begins"], "ends": day["ends"]})
    return {day: sorted(found[day], key=lambda one: (one["begins"], one["code"])) for day in sorted(found)}


def _first(wanted: str, today: date) -> date:
    month = MONTH.match(wanted)
    return date(int(month[1]), int(month[2]), 1) if month else today.replace(day=1)
