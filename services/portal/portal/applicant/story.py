"""The timeline of an application as people read it: what happened, by which role, why, with which proof."""

from flask import url_for
from flask_babel import gettext as _

from .. import words
from ..formats import day
from .standing import Standing

CORRECTED = "registration.announcement.corrected"
VERDICT = "registration.application.verified"


def entries(timeline: list[dict], stands: Standing) -> list[dict]:
    """For the macro `timeline`: newest first, what this application still waits for on top."""
    coming = [{"at": stands.due.at, "what": stands.due.what, "coming": True}] if stands.due else []
    return coming + [_entry(one) for one in timeline]


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
        announcement = one["id"].partition("@")[0].partition("-")[2]
        entry["what"] = details["title"]
        if one["what"] == CORRECTED:
            entry["why"].append(words.event_name(CORRECTED))
        entry["why"].append(_("Nomor %(number)s", number=details["number"]))
        address = url_for("announcements.show", id=announcement)
        entry["document"] = {"address": address, "label": _("Buka pengumuman")}
    if "decree_no" in details:
        entry["why"].append(
            _(
                "SK %(decree)s, terhitung mulai %(date)s",
                decree=details["decree_no"],
                date=day(details["effective_date"]),
            )
        )
    return entry
