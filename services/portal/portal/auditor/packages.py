"""Paket bukti: events with their proofs in one file, made for a reason, with which anybody checks them without us."""

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import address_with
from ..signin.access import only_for
from ..words import SERVICES, events_by_service
from . import criteria

blueprint = Blueprint("packages", __name__)
only_for(blueprint, "auditor")

SHOWN = 20
PACKING_SECONDS = 60
CHUNK_BYTES = 65_536
NEVER_KEPT = {"Cache-Control": "private, no-store"}
VARIANTS = {
    "masked": _l("Tanpa isi: bahwa peristiwanya ada, kapan dan jenisnya dapat dibuktikan, isinya tetap tertutup"),
    "whole": _l("Dengan isi peristiwa; data pribadi di dalamnya tetap tersegel"),
}


@blueprint.get("/audit/paket")
def listing():
    found = api("audit").get("/v1/packages", limit=SHOWN, before=request.args.get("sebelum", ""))
    items = [{**one, "said": _said(one["scope"])} for one in found["items"]]
    older = address_with(sebelum=items[-1]["id"]) if len(items) == SHOWN else ""
    return render_template("auditor/packages.html", items=items, total=found["total"], older=older)


@blueprint.route("/audit/paket/baru", methods=["GET", "POST"])
def create():
    """Buat paket; lingkupnya dapat datang dari penelusuran."""
    labels = criteria.labels() | {
        "person": _("Nama samaran orang"),
        "variant": _("Varian"),
        "reason": _("Alasan"),
    }
    ours = {f"scope.{theirs}": ours for theirs, ours in criteria.OURS.items()}
    form = Form(labels, {"variant": "masked", **request.args}, fields=ours | {"scope.person": "person", "scope": ""})
    if form.sent:
        scope = criteria.read(form, request.form)
        if form.get("person"):
            scope["person"] = form.get("person")
        form.require("reason")
        if not form.errors:
            with form.problems():
                body = {"scope": scope, "reason": form.get("reason"), "variant": form.get("variant")}
                api("audit", PACKING_SECONDS).post("/v1/packages", body, form.key)
                flash(_("Paket dibuat. Unduh di bawah; sidik jarinya tercatat dalam log."))
                return redirect(url_for("packages.listing"), 303)
    return form.page("auditor/package.html", names=events_by_service(), services=SERVICES, variants=VARIANTS)


@blueprint.get("/audit/paket/<id>.zip")
def download(id: str):
    answer = api("audit", PACKING_SECONDS).stream(path("v1", "packages", id, "zip"))
    headers = {
        name: answer.headers[name] for name in ("Content-Disposition", "Content-Length") if name in answer.headers
    }

    def pieces():
        with answer:
            yield from answer.iter_content(CHUNK_BYTES)

    return Response(stream_with_context(pieces()), content_type="application/zip", headers=headers | NEVER_KEPT)


def _said(scope: dict[str, str]) -> list[str]:
    person = [_("orang %(person)s", person=scope["person"])] if "person" in scope else []
    return [word for word in criteria.words(criteria.address(scope)).values() if word] + person
