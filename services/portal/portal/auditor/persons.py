"""A person behind a pseudonym: the name is opened, and the events are followed, for a reason that is recorded first."""

import re
from collections.abc import Iterator

from flask import Blueprint, render_template, request, url_for
from flask import redirect as to
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import address_with, passed_on
from ..signin.access import only_for
from ..words import SERVICES, events_by_service
from . import criteria
from .log import SHOWN

blueprint = Blueprint("persons", __name__)
only_for(blueprint, "auditor")

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PERSONAL_ROLES = ("pelamar", "pegawai")
PERSONAL_STREAMS = ("account-", "civil_servant-")


@blueprint.route("/audit/orang/<person>", methods=["GET", "POST"])
def open_name(person: str):
    """Nama di balik nama samaran."""
    form = Form({"reason": _("Alasan")}, fields={"person": ""})
    about = request.args.get("dari", "")[:120]
    if form.sent:
        form.require("reason")
        if not form.errors:
            with form.problems():
                body = {"person": person, "about": about or None, "reason": form.get("reason")}
                done = api("audit").post("/v1/records", body, form.key)
                return to(url_for("persons.opened", id=done["id"]), 303)
    return form.page("auditor/person.html", pseudonym=person, about=about)


@blueprint.get("/audit/pembukaan/<id>")
def opened(id: str):
    """The name, for the quarter of an hour that a record lasts."""
    found = api("audit").get(path("v1", "records", id))
    return render_template("auditor/person_opened.html", found=found, record=f"record-{id}")


@blueprint.route("/audit/penelusuran/orang", methods=["GET", "POST"])
def follow():
    """Peristiwa seseorang: catat alasannya, lalu lihat hasilnya."""
    form = Form(
        {"person": _("Nama samaran orang")} | criteria.labels() | {"reason": _("Alasan")},
        start=request.args,
        fields={f"criteria.{name}": ours for name, ours in criteria.OURS.items()},
    )
    if form.sent:
        form.require("person", "reason")
        wanted = criteria.read(form, request.form)
        if not form.errors:
            with form.problems():
                body = {"person": form.get("person"), "criteria": wanted, "reason": form.get("reason")}
                done = api("audit").post("/v1/queries/executions", body, form.key)
                return to(url_for("persons.followed", id=done["id"]), 303)
    return form.page("auditor/follow.html", names=events_by_service(), services=SERVICES)


@blueprint.get("/audit/penelusuran/orang/<id>")
def followed(id: str):
    where = path("v1", "queries", "executions", id)
    found = api("audit").get(where, limit=SHOWN, before=request.args.get("sebelum", ""))
    older = address_with(sebelum=found["next"]) if found["next"] else ""
    return render_template("auditor/followed.html", found=found, id=id, older=older)


@blueprint.get("/audit/penelusuran/orang/<id>.<any(csv, xlsx):form>")
def download(id: str, form: str):
    return passed_on(api("audit").stream(path("v1", "queries", "executions", id, form)))


def persons_of(entry: dict) -> list[str]:
    """The pseudonyms of people whom an entry is about, or who acted in it."""
    role, _colon, who = entry["actor"].partition(":")
    found = [who] if role in PERSONAL_ROLES and UUID.fullmatch(who) else []
    if entry["subject"].startswith(PERSONAL_STREAMS):
        found += UUID.findall(entry["subject"])
    return list(dict.fromkeys([*found, *_named(entry["data"])]))


def _named(content) -> Iterator[str]:
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "person" and isinstance(value, str) and UUID.fullmatch(value):
                yield value
            else:
                yield from _named(value)
    elif isinstance(content, list):
        for value in content:
            yield from _named(value)
