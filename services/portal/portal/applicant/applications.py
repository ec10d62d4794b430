"""Lamaran: starting one, its task list, and its details."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .. import words
from ..client import api, path
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from . import standing, story

blueprint = Blueprint("applications", __name__, url_prefix="/saya/lamaran")
only_for(blueprint, APPLICANT)

TODO = words.Badge(_l("Belum mulai"), "○", "orange")
OPTIONAL = words.Badge(_l("Opsional"), "○", "grey")
LOCKED = words.Badge(_l("Belum dapat dibuka"), "■", "grey")
READY = words.Badge(_l("Siap"), "●", "blue")
MISSED = words.Badge(_l("Tidak diisi"), "–", "grey")
PARTLY = words.Badge(_l("Sedang diisi"), "◐", "blue")


class Task(NamedTuple):
    label: str
    address: str
    done: bool
    badge: words.Badge
    hint: str = ""


@blueprint.route("/baru", methods=["GET", "POST"])
def start():
    """Memulai lamaran: memastikan formasinya dahulu."""
    vacancy = request.values.get("vacancy", "")
    line = api("registration").get(path("v1", "vacancies", vacancy))
    period = standing.period(line["period"])
    form = Form({"vacancy": _("Formasi")})
    if form.sent:
        with form.problems():
            answer = api("registration").post("/v1/applications", {"vacancy": vacancy}, key=form.key)
            flash(_("Lamaran dimulai. Semua yang Anda simpan dapat dilanjutkan nanti."))
            return redirect(url_for("applications.tasks", id=answer["id"]), 303)
    if not form.sent and (not period["open"] or line.get("closed") or standing.in_period(line["period"])):
        return redirect(url_for("vacancies.show", id=vacancy), 303)
    return form.page("applicant/start.html", line=line, period=period)


@blueprint.get("/<id>/isi")
def tasks(id: str):
    one = standing.application(id)
    if one["status"] != "draft":
        return redirect(url_for("applications.show", id=id), 303)
    period = standing.period(one["period"])
    unsent = standing.unsent(one, period)
    tasks = _read_only(_tasks(one)) if unsent else _tasks(one)
    return render_template("applicant/tasks.html", one=one, period=period, tasks=tasks, unsent=unsent)


@blueprint.get("/<id>")
def show(id: str):
    one = standing.application(id)
    if one["status"] == "draft":
        return redirect(url_for("applications.tasks", id=id), 303)
    lies = standing.around()
    timeline = api("registration").get(path("v1", "applications", "mine", id, "timeline"))["items"]
    stands = standing.standing_of(one, lies)
    return render_template(
        "applicant/application.html",
        one=one,
        stands=stands,
        may_object=standing.may_object(one, lies),
        objection=lies.objections.get(id),
        results=id in lies.candidates,
        period=lies.periods[one["period"]],
        timeline=story.entries(timeline, stands),
    )


def _read_only(tasks: list[Task]) -> list[Task]:
    """What was filled in and what was not, of a draft that nobody can send any more."""
    *parts, sending = tasks
    shown = [task._replace(address="", badge=MISSED, hint="") for task in parts]
    return [*shown, sending._replace(address="", badge=words.NOT_SENT, hint="")]


def _tasks(one: dict) -> list[Task]:
    def at(endpoint: str) -> str:
        return url_for(endpoint, id=one["id"])

    missing = set(one["missing"])
    files = [item for item in one["documents"] if item["document"] is None]
    given = len(one["documents"]) - len(files)
    counted = _("%(given)s dari %(all)s berkas sudah ada", given=given, all=len(one["documents"]))
    ready = not missing
    return [
        Task(_("Data diri"), at("sections.person"), True, TODO, _("Dari akun Anda")),
        Task(_("Pendidikan"), at("sections.education"), "education" not in missing, TODO),
        Task(_("Berkas persyaratan"), at("sections.files"), not files, PARTLY if given else TODO, counted),
        Task(_("Pernyataan lima poin"), at("sections.statements"), "statements" not in missing, TODO),
        Task(_("Penempatan di unit lain"), at("sections.placement"), one["other_unit"] is not None, OPTIONAL),
        Task(
            _("Periksa jawaban dan kirim"),
            at("submission.check") if ready else "",
            False,
            READY if ready else LOCKED,
            "" if ready else _("Terbuka sesudah semua bagian di atas selesai."),
        ),
    ]
