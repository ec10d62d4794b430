"""What comes next, out of the periods and the announcements."""

from typing import NamedTuple

from flask_babel import gettext as _

from ..formats import now, parsed

FILE_CHECK = "administrasi"


class Coming(NamedTuple):
    """One date to come: RFC 3339, what happens then, of which period, and by what it is known when it moves."""

    at: str
    what: str
    period: str
    key: str


def next_dates(periods: list[dict], announcements: list[dict]) -> list[Coming]:
    """Dates that have not passed, the nearest first."""
    names = {period["code"]: period["name"] for period in periods}
    dates = []
    for period in periods:
        if period.get("cancelled_at"):
            continue
        opens = _("Pendaftaran dibuka")
        dates.append(Coming(period["registration_opens"], opens, period["name"], f"{period['code']}-opens"))
        closes = _("Pendaftaran ditutup")
        dates.append(Coming(period["registration_closes"], closes, period["name"], f"{period['code']}-closes"))
    for announcement in announcements:
        name, key = names.get(announcement["period"], announcement["period"]), announcement["id"]
        if announcement["objection_opens"]:
            dates.append(Coming(announcement["objection_opens"], _("Masa sanggah dibuka"), name, f"{key}-opens"))
            dates.append(Coming(announcement["objection_closes"], _("Masa sanggah ditutup"), name, f"{key}-closes"))
        if announcement["stage"] == FILE_CHECK and announcement["republish_by"] and not announcement["replaced_by"]:
            end = f"{announcement['republish_by']}T16:59:59+00:00"
            dates.append(Coming(end, _("Pengumuman pasca sanggah, paling lambat"), name, f"{key}-next"))
    return sorted(date for date in dates if parsed(date.at) > now())
