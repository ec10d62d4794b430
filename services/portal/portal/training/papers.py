"""Sertifikat satu sesi dalam satu berkas: asked for, made in the background, downloaded for a day."""

import secrets
from operator import itemgetter

from asnkit.web import current
from flask import Blueprint, Response, abort, current_app, flash, redirect, stream_with_context, url_for
from flask_babel import gettext as _

from .. import bundles
from ..auditor.refreshing import again, headers
from ..client import api, path
from ..forms import Form
from ..seals import Seal
from ..signin.access import only_for
from ..staff.names import names_on_roster

blueprint = Blueprint("certificate_papers", __name__, url_prefix="/kerja/diklat/sesi/<uuid:id>/sertifikat")
only_for(blueprint, "diklat")

NEVER_KEPT = {"Cache-Control": "private, no-store"}


@blueprint.route("", methods=["GET", "POST"])
def show(id):
    """Siapkan, kemajuannya, dan unduhannya."""
    session, form = api("training").get(path("v1", "sessions", str(id))), Form({})
    if form.sent:
        with form.problems():
            papers = _papers(str(id))
            if not 0 < len(papers) <= bundles.MOST:
                numbers = {"n": bundles.MOST, "all": len(papers)}
                form.fail("", _("Satu berkas memuat 1 sampai %(n)s sertifikat; sesi ini mempunyai %(all)s.", **numbers))
            else:
                bundles.ask(current().db, _seal(), session, papers)
                flash(_("Sertifikat sedang disiapkan. Halaman ini boleh ditinggalkan."))
                return redirect(url_for("certificate_papers.show", id=id), 303)
    bundle = bundles.standing(current().db, str(id))
    going = bundle is not None and bundle["made"] < bundle["total"]
    values = {"session": session, "bundle": bundle, "refreshing": again(going)}
    content, status, more = form.page("training/papers.html", **values)
    return content, status, more | headers(going)


@blueprint.get("/berkas.zip")
def download(id):
    """Pengambilannya tercatat lebih dahulu, baru berkasnya dikirim."""
    bundle = bundles.standing(current().db, str(id))
    if bundle is None or bundle["made"] < bundle["total"]:
        abort(404)
    whose = list(dict.fromkeys(bundles.persons(current().db, bundle["bundle"])))
    api("training").post("/v1/certificates/takings", {"persons": whose}, key=secrets.token_hex(16))
    pieces = stream_with_context(bundles.packed(current().db, _seal(), bundle))
    name = {"Content-Disposition": f'attachment; filename="sertifikat-{bundle["code"]}.zip"'}
    return Response(pieces, content_type="application/zip", headers=name | NEVER_KEPT)


def _papers(session: str) -> list[tuple[dict, str]]:
    """Each certificate with its holder's name, by number; who was erased has none, and so no paper."""
    found = sorted(api("training").every("/v1/certificates/papers", session=session), key=itemgetter("certificate_no"))
    if not 0 < len(found) <= bundles.MOST:
        return [(one, "") for one in found]
    names = names_on_roster(list(dict.fromkeys(one["person"] for one in found)))
    return [(one, names[one["person"]]) for one in found if one["person"] in names]


def _seal() -> Seal:
    return Seal(current_app.config["BUNDLES_KEY"])
