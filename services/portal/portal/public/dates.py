"""What comes next, out of the periods and the announcements."""

from typing import NamedTuple

from flask_babel import gettext as _

from ..formats import now, parsed


class Coming(NamedTuple):
    """One date to come: RFC 3339, what happens then, and of which period."""

    at: str
    what: str
    period: str


def next_dates(periods: list[dict], announcements: list[dict]) -> list[Coming]:
    """Dates that have not passed, the nearest first."""
    names = {period["code"]: period["name"] for period in periods}
    dates = []
    for period in periods:
        dates.append(Coming(period["registration_opens"], _("Pendaftaran dibuka"), period["name"]))
        dates.append(Coming(period["registration_closes"], _("Pendaftaran ditutup"), period["name"]))
    for announcement in announcements:
        name = names.get(announcement["period"], announcement["period"])
        if announcement["objection_opens"]:
            dates.append(Coming(announcement["objection_opens"], _("Masa sanggah dibuka"), name))
            dates.append(Coming(announcement["objection_closes"], _("Masa sanggah ditutup"), name))
        if announcement["republish_by"] and not announcement["replaced_by"]:
            end = f"{announcement['republish_by']}T16:59:59+00:00"
            dates.append(Coming(end, _("Pengumuman pasca sanggah, paling lambat"), name))
    return sorted(date for date in dates if parsed(date.at) > now())
