"""Beranda saya: the next step first, then the applications."""

from typing import NamedTuple

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from ..client import api
from ..formats import left
from ..signin.access import APPLICANT, only_for
from . import standing

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
    registration = api("registration")
    applications = registration.get("/v1/applications/mine")["items"]
    lies = standing.around()
    periods = lies.periods
    cards = [(one, standing.badge(one, lies), _step(one, periods[one["period"]], lies)) for one in applications]
    cards.sort(key=lambda card: card[2] is None)
    return render_template(
        "applicant/dashboard.html",
        cards=cards,
        step=next((card[2] for card in cards if card[2]), None) or _first_step(applications, periods),
        periods=periods,
    )


def _first_step(applications: list[dict], periods: dict[str, dict]) -> Step | None:
    opened = [period for period in periods.values() if period["open"]]
    if any(one["period"] == period["code"] and one["submitted_at"] for one in applications for period in opened):
        return None
    if opened:
        closes = left(opened[0]["registration_closes"])
        sentence = _("%(period)s: pendaftaran ditutup %(left)s.", period=opened[0]["name"], left=closes)
        return Step(_("Pilih satu formasi"), sentence, url_for("vacancies.listing"), _("Cari formasi"))
    return None


def _step(one: dict, period: dict, lies: standing.Around) -> Step | None:
    """What this application waits for from its applicant; None when it waits for nothing."""
    if one["status"] == "draft" and period["open"]:
        sentence = _(
            "%(job)s: pendaftaran ditutup %(left)s.", job=one["job_name"], left=left(period["registration_closes"])
        )
        if one["missing"]:
            return Step(
                _("Lengkapi lamaran Anda"), sentence, url_for("applications.tasks", id=one["id"]), _("Lanjutkan")
            )
        return Step(_("Periksa dan kirim"), sentence, url_for("submission.check", id=one["id"]), _("Periksa jawaban"))
    if standing.may_object(one, lies):
        closes = left(standing.window(one, lies)["objection_closes"])
        sentence = _("Lamaran Anda diumumkan tidak memenuhi syarat. Masa sanggah berakhir %(left)s.", left=closes)
        return Step(_("Baca alasannya"), sentence, url_for("applications.show", id=one["id"]), _("Buka rincian"))
    return None
