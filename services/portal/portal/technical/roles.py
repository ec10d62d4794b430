"""Peran pegawai, at the desk of IT: who has which role, who confirmed it, and until when somebody looks again."""

from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import day
from ..forms import Form
from ..lists import PAGE, after, chips, stretch
from ..signin.access import STAFF, only_for
from ..signin.tokens import person
from ..staff.confirming import sure
from ..staff.seconding import Second
from ..words import Badge, role_name

blueprint = Blueprint("role_office", __name__, url_prefix="/kerja/peran")
only_for(blueprint, "ti")

GIVEN = tuple(role for role in STAFF if role != "pegawai")
"""`pegawai` comes with standing on the roster."""
OF_UNIT = "penghubung"
OF_PERIOD = ("verifikator", "panitia", "ketua")
PERIODS = 25
BY_TWO = ("ketua", "panitia", "auditor", "inspektorat", "ti")
STATUSES = {
    "proposed": Badge(_l("Menunggu orang kedua"), "◐", "orange"),
    "held": Badge(_l("Berlaku"), "✓", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
    "revoked": Badge(_l("Dicabut"), "✕", "red"),
    "ended": Badge(_l("Berakhir"), "■", "grey"),
}
CAUSES = {"UNTIL": _l("Hari terakhirnya lewat."), "NOT_REVIEWED": _l("Tidak ditinjau setengah tahun.")}


class Act(NamedTuple):
    """`step` is the service's path; one with `hint` asks for a reason, one without only whether it is sure."""

    step: str
    label: str
    told: str
    status: str
    hint: str = ""
    own: bool = True
    """Whether whoever has the role may do it to themselves."""


ACTS = {
    "tolak": Act("rejection", _l("Tolak"), _l("Usulan ditolak; namanya dihapus."), "proposed", _l("Tercatat di log.")),
    "tinjau": Act(
        "review", _l("Masih diperlukan"), _l("Peran ditinjau: berlaku setengah tahun lagi."), "held", own=False
    ),
    "cabut": Act(
        "revocation", _l("Cabut"), _l("Peran dicabut; namanya dihapus."), "held",
        _l("Dalam lima detik semua layanan menolaknya."),
    ),
    "tolak-perpanjangan": Act(
        "extension/rejection", _l("Tolak perpanjangan"), _l("Perpanjangan ditolak; hari terakhirnya tetap."), "held",
        _l("Tercatat di log."),
    ),
}  # fmt: skip
"""Word in the address → what it does."""


@blueprint.get("")
def listing():
    status, role = request.args.get("status", ""), request.args.get("role", "")
    wanted = ({"status": status} if status in STATUSES else {}) | ({"role": role} if role in GIVEN else {})
    found = api("platform").get("/v1/roles", limit=PAGE, after=after(), **wanted)
    words = {"status": lambda value: STATUSES[value].word, "role": role_name}
    shown = chips({name: words[name](value) for name, value in wanted.items()})
    return render_template("technical/roles.html", page=stretch(found), statuses=STATUSES, chips=shown, given=_words())


@blueprint.route("/baru", methods=["GET", "POST"])
def give():
    """Beri peran."""
    labels = {
        "person": _("Id di penyedia masuk"),
        "name": _("Nama"),
        "role": _("Peran"),
        "since": _("Hari pertama"),
        "until": _("Hari terakhir"),
        "unit": _("Unit yang dihubungi"),
        "period": _("Periode"),
    }
    periods = _periods()
    form = Form(labels, {"period": next((one["code"] for one in periods if one["open"]), "")})
    if form.sent:
        form.require("person", "name", "role", *(["unit"] if form.get("role") == OF_UNIT else []))
    if form.sent and not form.errors:
        with form.problems():
            body = {name: form.get(name) for name in ("person", "name", "role")}
            body |= {name: form.date(name) for name in ("since", "until")}
            body |= _scope(form)
            made = api("platform").post("/v1/roles", body, key=form.key)
            flash(_("Tersimpan."))
            return redirect(url_for("role_office.show", id=made["id"]), 303)
    return form.page(
        "technical/role_new.html", roles=_words(), units=_units(), periods={one["code"]: one["name"] for one in periods}
    )


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    acts = {word: act for word, act in ACTS.items() if one["status"] == act.status and (act.own or not _own(one))}
    if not one["extension"]:
        acts.pop("tolak-perpanjangan", None)
    values = {"one": one, "statuses": STATUSES, "causes": CAUSES, "acts": acts, "own": _own(one), "mine": _mine(one)}
    return render_template("technical/role.html", **values, extends=_extends(one), confirms=_confirms(one))


@blueprint.route("/<uuid:id>/sahkan", methods=["GET", "POST"])
def confirm(id):
    """Sahkan sebagai orang kedua."""
    one, back = _one(id), url_for("role_office.show", id=id)
    may = one["status"] == "proposed" and not _mine(one) and not _own(one)
    where, told = path("v1", "roles", str(id), "confirmation"), _("Peran disahkan.")
    second = Second("platform", where, told, back, may)
    values = {"one": one, "causes": CAUSES, "back": back}
    return second.page("technical/role_confirm.html", one["proposed"], one["version"], values)


@blueprint.route("/tinjauan", methods=["GET", "POST"])
def review():
    """Tinjau beberapa peran sekaligus; sebuah pilihan adalah peran pada versi yang dilihat."""
    found = api("platform").get("/v1/roles/reviews")
    choices = {f"{one['id']}@{one['version']}": _reviewed(one) for one in found["items"]}
    form = Form({"roles": _("Yang masih diperlukan")}, fields={"items": "roles"})
    if form.sent:
        chosen = [choice.partition("@") for choice in form.all("roles")]
        if not chosen:
            form.fail("roles", _("Pilih sedikitnya satu peran."))
        else:
            with form.problems():
                items = [{"id": id, "version": version} for id, _at, version in chosen]
                api("platform").post("/v1/roles/reviews", {"items": items}, key=form.key)
                flash(_("%(number)s peran ditinjau: berlaku setengah tahun lagi.", number=len(items)))
                return redirect(url_for("role_office.review"), 303)
    return form.page("technical/role_reviews.html", total=found["total"], choices=choices)


@blueprint.route("/<uuid:id>/perpanjang", methods=["GET", "POST"])
def extend(id):
    """Perpanjang sampai hari terakhir yang lain."""
    one, back = _one(id), url_for("role_office.show", id=id)
    form = Form({"until": _("Hari terakhir yang baru")}, version=one["version"])
    if form.sent:
        with form.problems():
            body = {"until": form.date("until")}
            api("platform").post(path("v1", "roles", str(id), "extension"), body, key=form.key, version=form.version)
            flash(_("Tersimpan."))
            return redirect(back, 303)
    elif not _extends(one):
        return redirect(back, 303)
    return form.page("technical/role_extend.html", one=one, causes=CAUSES, back=back, twice=one["role"] in BY_TWO)


@blueprint.route("/<uuid:id>/perpanjang/sahkan", methods=["GET", "POST"])
def confirm_extension(id):
    """Sahkan perpanjangan sebagai orang kedua."""
    one, back = _one(id), url_for("role_office.show", id=id)
    where = path("v1", "roles", str(id), "extension", "confirmation")
    second = Second("platform", where, _("Peran diperpanjang."), back, _confirms(one))
    values = {"one": one, "causes": CAUSES, "back": back}
    signed = one["extension"] and one["extension"]["proposed"]
    return second.page("technical/role_confirm.html", signed, one["version"], values)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    wanted, one, back = ACTS[act], _one(id), url_for("role_office.show", id=id)
    if one["status"] != wanted.status and request.method == "GET":
        return redirect(back, 303)
    form = Form({"reason": _("Alasan")} if wanted.hint else {}, version=one["version"])
    if form.sent and wanted.hint:
        form.require("reason")
    elif form.sent and not sure():
        return redirect(back, 303)
    if form.sent and not form.errors:
        with form.problems():
            body = {name: form.get(name) for name in form.labels}
            api("platform").post(path("v1", "roles", str(id), wanted.step), body, key=form.key, version=form.version)
            flash(str(wanted.told))
            return redirect(back, 303)
    return form.page("technical/role_act.html", one=one, act=wanted, causes=CAUSES, back=back)


def _one(id) -> dict:
    """With the name of the unit that it is for, None where nobody says it."""
    one = {"unit": None, "period": None, **api("platform").get(path("v1", "roles", str(id)))}
    unit = api("training").find(path("v1", "units", one["unit"])) if one["unit"] else None
    return {**one, "unit_name": unit and unit["name"]}


def _periods() -> list[dict]:
    """Those that were not cancelled, the newest first."""
    found = api("registration").get("/v1/periods", limit=PERIODS)["items"]
    return [one for one in found if not one["cancelled_at"]]


def _scope(form: Form) -> dict[str, str]:
    """What of the form is for the chosen role: the period has a default, which other roles do not have."""
    role = form.get("role")
    wanted = ["unit"] * (role == OF_UNIT or bool(form.get("unit"))) + ["period"] * (role in OF_PERIOD)
    return {name: form.get(name) for name in wanted if form.get(name)}


def _units() -> dict[str, str]:
    """Units that go on, by id."""
    return {one["id"]: one["name"] for one in api("training").every("/v1/units")}


def _words() -> dict[str, str]:
    return {role: role_name(role) for role in GIVEN}


def _reviewed(one: dict) -> str:
    told = {"name": one["name"] or one["person"], "role": role_name(one["role"]), "day": day(one["review"])}
    return _("%(name)s – %(role)s, ditinjau paling lambat %(day)s", **told)


def _own(one: dict) -> bool:
    return one["person"] == person().id


def _mine(one: dict) -> bool:
    return _by_me(one["proposer"])


def _by_me(actor: str | None) -> bool:
    return (actor or "").partition(":")[2] == person().id


def _extends(one: dict) -> bool:
    """Who has a role that two give may ask for it; of another role somebody else extends it."""
    return one["status"] == "held" and not one["extension"] and (one["role"] in BY_TWO or not _own(one))


def _confirms(one: dict) -> bool:
    return bool(one["extension"]) and not _own(one) and not _by_me(one["extension"]["proposer"])
