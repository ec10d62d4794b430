"""Beranda saya: the next step first, then the applications."""

from typing import NamedTuple

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from ..client import api
from ..formats import left, parsed
from ..signin.access import APPLICANT, only_for
from . import contests, standing
from .standing import Standing

blueprint = Blueprint("dashboard", __name__)
only_for(blueprint, APPLICANT)


class Step(NamedTuple):
    """What to do next: a heading, a sentence, and the page where it is done."""

    title: str
    sentence: str
    address: str
    action: str


@blueprint.get("/saya")
def show():
    applications = api("registration").get("/v1/applications/mine")["items"]
    lies = standing.around()
    cards = [(one, standing.standing_of(one, lies)) for one in applications]
    cards.sort(key=lambda card: (not card[1].waits, card[1].ended))
    return render_template(
        "applicant/dashboard.html",
        cards=cards,
        step=_contest() or _step(cards, lies.periods),
        periods=lies.periods,
    )


def _contest() -> Step | None:
    """Somebody else names one's NIK, and one has not said anything yet."""
    if any(one["status"] == "open" and one["text"] is None for one in contests.mine()):
        sentence = _("Akun lain memakai NIK Anda. Beri keterangan supaya petugas dapat menentukan pemiliknya.")
        return Step(_("NIK Anda dipakai dua akun"), sentence, url_for("contests.listing"), _("Beri keterangan"))
    return None


def _step(cards: list[tuple[dict, Standing]], periods: dict[str, dict]) -> Step | None:
    """What waits for the applicant, the nearest end first; a right that ends before work that is unfinished."""
    waiting = [(stands.due.at, one, stands) for one, stands in cards if stands.waits and stands.due]
    if waiting:
        at, one, stands = min(waiting, key=lambda found: parsed(found[0]))
        address = url_for(stands.action.endpoint, id=one["id"])
        sentence = _("%(job)s: %(what)s %(left)s.", job=one["job_name"], what=stands.due.what.lower(), left=left(at))
        return Step(stands.action.label, sentence, address, stands.action.label)
    if any(not stands.ended for _one, stands in cards):
        return None
    opened = next((period for period in periods.values() if period["open"]), None)
    if opened is None:
        return None
    closes = left(opened["registration_closes"])
    sentence = _("%(period)s: pendaftaran ditutup %(left)s.", period=opened["name"], left=closes)
    return Step(_("Pilih satu formasi"), sentence, url_for("vacancies.listing"), _("Cari formasi"))
