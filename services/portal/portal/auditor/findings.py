"""Temuan: what an auditor saw, who answers it, until when, and how it ended.

Nothing that was written down is taken back: what was wrong is put right by a note.
"""

from flask import Blueprint, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _

from ..client import api, path
from ..finding import waiting
from ..finding.words import OUTCOMES, SEVERITIES, STATUSES, badge_of
from ..forms import Form
from ..lists import address_with, chips, sheet_answer
from ..signin.access import STAFF, only_for
from ..words import role_name

blueprint = Blueprint("findings", __name__)
only_for(blueprint, "auditor")

SHOWN, AT_ONCE = 50, 200
DESKS = tuple(role for role in STAFF if role not in ("auditor", "pegawai"))


@blueprint.get("/audit/temuan")
def listing():
    wanted = _wanted()
    found = api("audit").get("/v1/findings", limit=SHOWN, before=request.args.get("sebelum", ""), **wanted)
    items = found["items"]
    return render(
        "auditor/findings.html",
        items=items,
        total=found["total"],
        older=address_with(sebelum=items[-1]["id"]) if len(items) == SHOWN else "",
        overdue=sum(1 for one in items if one["overdue"]),
        answered=waiting.answered(),
        chips=chips(_words(wanted)),
        **_badges(),
    )


@blueprint.get("/audit/temuan.<any(csv, xlsx):form>")
def download(form: str):
    columns = (
        _("Judul"),
        _("Tingkat"),
        _("Objek"),
        _("Peran"),
        _("Penanggung jawab"),
        _("Tenggat"),
        _("Keadaan"),
        _("Dicatat"),
    )
    rows = (
        [
            one["title"],
            SEVERITIES[one["severity"]].word,
            one["about"],
            role_name(one["desk"]) if one["desk"] else "",
            one["owner"],
            one["due"],
            badge_of(one).word,
            one["opened_at"],
        ]
        for one in _all(_wanted())
    )
    return sheet_answer(form, "temuan", columns, rows)


@blueprint.route("/audit/temuan/baru", methods=["GET", "POST"])
def open_():
    labels = {
        "title": _("Judul"),
        "severity": _("Tingkat"),
        "description": _("Uraian"),
        "about": _("Objek"),
        "entry": _("Nomor entri"),
        "desk": _("Peran yang menanggapi"),
        "owner": _("Unit atau orangnya"),
        "due": _("Tenggat"),
    }
    form = Form(labels, request.args)
    if form.sent:
        form.require("title", "severity", "description")
        if not form.errors:
            with form.problems():
                body = {name: form.get(name) for name in labels if form.get(name)}
                done = api("audit").post("/v1/findings", body, form.key)
                flash(_("Temuan dicatat."))
                return redirect(url_for("findings.show", id=done["id"]), 303)
    severities = {name: one.word for name, one in SEVERITIES.items()}
    return form.page("auditor/finding_open.html", severities=severities, desks=_desks())


@blueprint.get("/audit/temuan/<id>")
def show(id: str):
    return render("auditor/finding.html", finding=_finding(id), **_badges())


@blueprint.route("/audit/temuan/<id>/penanggung-jawab", methods=["GET", "POST"])
def assign(id: str):
    labels = {"desk": _("Peran yang menanggapi"), "owner": _("Unit atau orangnya"), "due": _("Tenggat")}
    return _step(id, "assignment", labels, ("owner",), _("Penanggung jawab dan tenggat ditetapkan."))


@blueprint.route("/audit/temuan/<id>/catatan", methods=["GET", "POST"])
def note(id: str):
    return _step(id, "notes", {"text": _("Catatan")}, ("text",), _("Catatan ditambahkan."))


@blueprint.route("/audit/temuan/<id>/tutup", methods=["GET", "POST"])
def close(id: str):
    labels = {"outcome": _("Hasil"), "reason": _("Alasan")}
    return _step(id, "closing", labels, ("outcome", "reason"), _("Temuan ditutup."))


def _step(id: str, step: str, labels: dict[str, str], needed: tuple[str, ...], done: str):
    """One form about one finding, and the command that it sends."""
    finding = _finding(id)
    form = Form(labels, finding, version=finding["version"])
    if form.sent:
        form.require(*needed)
        if not form.errors:
            with form.problems():
                body = {name: form.get(name) for name in labels if form.get(name)}
                api("audit").post(path("v1", "findings", id, step), body, form.key, form.version)
                flash(done)
                return redirect(url_for("findings.show", id=id), 303)
    return form.page(f"auditor/finding_{step}.html", finding=finding, outcomes=OUTCOMES, desks=_desks())


def _desks() -> dict[str, str]:
    return {role: role_name(role) for role in DESKS}


def _finding(id: str) -> dict:
    return api("audit").get(path("v1", "findings", id))


def _wanted() -> dict[str, str]:
    allowed = {"status": STATUSES, "severity": SEVERITIES}
    wanted = {name: request.args.get(name, "") for name in allowed}
    found = {name: value for name, value in wanted.items() if value in allowed[name]}
    owner = request.args.get("owner", "").strip()[:120]
    return found | ({"owner": owner} if owner else {})


def _words(wanted: dict[str, str]) -> dict[str, str]:
    words = dict(wanted)
    if "status" in wanted:
        words["status"] = str(STATUSES[wanted["status"]])
    if "severity" in wanted:
        words["severity"] = str(SEVERITIES[wanted["severity"]].word)
    return words


def _badges() -> dict:
    return {"severities": SEVERITIES, "statuses": STATUSES, "outcomes": OUTCOMES, "badge_of": badge_of}


def _all(wanted: dict):
    before = ""
    while True:
        items = api("audit").get("/v1/findings", limit=AT_ONCE, before=before, **wanted)["items"]
        yield from items
        if len(items) < AT_ONCE:
            return
        before = items[-1]["id"]
