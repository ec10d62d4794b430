"""The timeline of an application as people read it: what happened, by which role, why, with which proof."""

from flask import url_for
from flask_babel import gettext as _

from .. import words
from ..formats import day, now, parsed
from . import standing

VERDICT = "registration.application.verified"


def entries(timeline: list[dict], period: dict, lies: standing.Around) -> list[dict]:
    """For the macro `timeline`: newest first, what is planned on top."""
    return _coming(period, lies) + [_entry(one) for one in timeline]


def _entry(one: dict) -> dict:
    details = one["details"]
    entry = {
        "at": one["at"],
        "what": words.event_name(one["what"]),
        "by": one["by"],
        "sha256": one["sha256"],
        "why": [],
    }
    if one["what"] == VERDICT:
        verdict = details["verdict"]
        entry["what"] = _("Berkas diputuskan: %(code)s – %(meaning)s", code=verdict, meaning=words.CODES[verdict])
    if "participant_no" in details:
        entry["why"].append(_("Nomor peserta %(number)s", number=details["participant_no"]))
    if "answer" in details:
        accepted = _("Diterima.") if details["accepted"] else _("Ditolak.")
        entry["why"].append(f"{accepted} {details['answer']}")
    if "title" in details:
        entry["why"].append(details["title"])
        announcement = one["id"].partition("@")[0].partition("-")[2]
        address = url_for("announcements.show", id=announcement)
        entry["document"] = {"address": address, "label": details["number"]}
    if "decree_no" in details:
        entry["why"].append(
            _(
                "SK %(decree)s, terhitung mulai %(date)s",
                decree=details["decree_no"],
                date=day(details["effective_date"]),
            )
        )
    return entry


def _coming(period: dict, lies: standing.Around) -> list[dict]:
    """Planned dates that have not passed, the farthest on top."""
    dates = [(period["registration_closes"], _("Pendaftaran ditutup, pemeriksaan berkas berlanjut"))]
    for announced in lies.announcements:
        if announced["period"] == period["code"] and announced["objection_closes"]:
            dates.append((announced["objection_closes"], _("Masa sanggah ditutup")))
            if announced["republish_by"] and not announced["replaced_by"]:
                end = f"{announced['republish_by']}T16:59:59+00:00"
                dates.append((end, _("Pengumuman pasca sanggah, paling lambat")))
    coming = sorted((at, what) for at, what in dates if parsed(at) > now())
    return [{"at": at, "what": what, "coming": True} for at, what in reversed(coming)]
