"""One's own certificate: on paper, and why it was revoked."""

from urllib.parse import urlencode

from asnkit.web import current
from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from ..away import Away
from ..client import api, path
from ..formats import day, number
from ..printed import MARGIN, QR_SIDE, attach, code, fact, sheet
from ..public import inclusion
from ..signin.tokens import person
from ..typeface import SANS, shown


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
    return Response(pdf(one, _name(one), _proof(one)), mimetype="application/pdf", headers=headers)


def pdf(one: dict, name: str, proof: str | None) -> bytes:
    """The certificate on paper, its receipt attached; its QR code leads to Cek sertifikat with its code."""
    page = sheet(_("Sertifikat"), SANS)
    fact(page, _("Nomor"), one["certificate_no"], size=14)
    if one.get("former"):
        fact(page, _("Menggantikan"), one["former"][-1]["certificate_no"])
    fact(page, _("Diberikan kepada"), name, size=18)
    fact(page, _("Lulus pelatihan"), one["title"], size=16)
    fact(page, _("Selesai"), day(one["completed_on"]))
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
    return bytes(page.output())


def address(one: dict) -> str:
    """Where anyone can check this certificate, with its code."""
    query = urlencode({"nomor": one["certificate_no"], "kode": one["code"]})
    return f"{current().settings.urls['portal']}/sertifikat?{query}"


def _proof(one: dict) -> str | None:
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
