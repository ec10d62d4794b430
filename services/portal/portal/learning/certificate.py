"""One's own certificate: on paper, and why it was revoked."""

import logging
from urllib.parse import urlencode

from asnkit.web import current
from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask_babel import gettext as _

from ..away import Away
from ..client import api, path
from ..formats import day, number
from ..printed import MARGIN, QR_SIDE, attach, code, fact, sheet
from ..public import inclusion
from ..signature.port import Signer, Unsigned, signed
from ..signin.tokens import person
from ..typeface import SANS, shown

log = logging.getLogger(__name__)


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/<id>/sertifikat", view_func=certificate)
    blueprint.add_url_rule("/<id>/sertifikat.pdf", view_func=download)


def certificate(id: str):
    """Why one's certificate was revoked; one that holds is its paper."""
    one = api("training").get(path("v1", "certificates", id))
    if one["revoked_at"] is None:
        return redirect(url_for(".download", id=id), 303)
    return render_template("learning/certificate.html", one=one)


def download(id: str):
    one = api("training").get(path("v1", "certificates", id))
    if one["revoked_at"] is not None:
        return redirect(url_for(".certificate", id=id), 303)
    headers = {"Content-Disposition": 'inline; filename="sertifikat.pdf"'}
    return Response(paper(one, _name(one), proof_of(one), signer()), mimetype="application/pdf", headers=headers)


def signer() -> Signer | None:
    """What signs certificates here."""
    return current_app.extensions["certificate_signer"]


def paper(one: dict, name: str, proof: str | None, by: Signer | None) -> bytes:
    """The certificate as its holder gets it: signed, where somebody signs and answers. It says which."""
    if by is None:
        told = _("Tanpa tanda tangan elektronik. Keabsahannya diperiksa dengan kode QR.")
        return pdf(one, name, proof, told)
    try:
        return signed(by, pdf(one, name, proof, _("Ditandatangani secara elektronik: %(who)s", who=by.name)))
    except Unsigned as why:
        log.warning("a certificate was not signed: %s", why)
    told = _("Layanan tanda tangan elektronik tidak menjawab saat PDF ini dibuat. Unduh lagi nanti untuk yang bertanda "
             "tangan.")  # fmt: skip
    return pdf(one, name, proof, told)


def pdf(one: dict, name: str, proof: str | None, signature: str) -> bytes:
    """The certificate on paper, its receipt attached; its QR code leads to Cek sertifikat with its code, `signature`
    is the line that says who signs."""
    page = sheet(_("Sertifikat"), SANS)
    fact(page, _("Nomor"), one["certificate_no"], size=14)
    if one.get("former"):
        fact(page, _("Menggantikan"), one["former"][-1]["certificate_no"])
    fact(page, _("Diberikan kepada"), name, size=18)
    fact(page, _("Lulus pelatihan"), one["title"], size=16)
    fact(page, _("Selesai"), day(one["completed_on"]))
    fact(page, _("Berlaku sampai"), day(one["valid_until"]) if one.get("valid_until") else _("selamanya"))
    fact(page, _("Jam pelajaran"), _("%(n)s JP (1 JP = 45 menit)", n=number(one["hours"])))
    page.ln(6)
    top = page.get_y()
    code(page, address(one), MARGIN, top)
    page.set_xy(MARGIN + QR_SIDE + 8, top)
    page.set_font(SANS, "", 10)
    told = _(
        "Pindai untuk memeriksa sertifikat ini. Nama pemegangnya tampak hanya dengan kode %(code)s.", code=one["code"]
    )
    page.multi_cell(0, 5, shown(page, told), align="L")
    page.set_xy(MARGIN, top + QR_SIDE + 8)
    attach(page, proof, _(
        "Bukti pohon belum ada saat PDF ini dibuat. Unduh lagi semenit kemudian; sementara itu kode QR-nya sudah "
        "memeriksanya."
    ))  # fmt: skip
    page.multi_cell(0, 5, shown(page, signature), align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def address(one: dict) -> str:
    """Where anyone can check this certificate, with its code."""
    query = urlencode({"nomor": one["certificate_no"], "kode": one["code"]})
    return f"{current().settings.urls['portal']}/sertifikat?{query}"


def proof_of(one: dict) -> str | None:
    """None while there is none, or the audit service is away: the certificate is there without it.

    A service of the release before does not say of which event.
    """
    if "receipt" not in one:
        return None
    try:
        return inclusion.file_of(api("audit").find(path("v1", "receipts", one["receipt"])))
    except Away:
        return None


def _name(one: dict) -> str:
    """Whose it is: by the roster's list of who served before, by the own account of who was appointed here.

    A service of the release before does not say it; then it is the name that the office's provider has.
    """
    who = person()
    return (one.get("holder") or who.name) if who.staff else api("registration").get("/v1/accounts/me")["name"]
