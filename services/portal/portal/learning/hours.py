"""Buku JP of whoever reads, and what they did elsewhere: handed in with its paper, and what became of it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import passed_on

KINDS = {
    "teknis": "TECHNICAL",
    "fungsional": "FUNCTIONAL",
    "kepemimpinan": "LEADERSHIP",
    "manajerial": "MANAGERIAL",
    "sosiokultural": "SOCIO_CULTURAL",
    "seminar": "SEMINAR",
    "coaching": "COACHING",
    "mentoring": "MENTORING",
    "magang": "INTERNSHIP",
    "detasering": "DETACHMENT",
    "e-learning": "E_LEARNING",
    "jarak-jauh": "DISTANCE",
    "alam-terbuka": "OUTDOOR",
    "bimbingan": "GUIDANCE",
}
"""Word in the address → kind."""
MOST_DIGITS = 6


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/buku-jp", view_func=book)
    blueprint.add_url_rule("/buku-jp/serahkan/<kind>", view_func=hand_over, methods=["GET", "POST"])
    blueprint.add_url_rule("/buku-jp/<uuid:id>/berkas", view_func=paper)


def book():
    """Setiap JP, juga yang dibatalkan, dan kegiatan di tempat lain yang diserahkan."""
    own = api("training").get("/v1/my-activities")["items"]
    return render_template(
        "learning/book.html",
        entries=api("training").get("/v1/hours/own")["items"],
        own=own,
        titles={one["id"]: one["content"]["title"] for one in own if one["content"]},
        kinds=KINDS,
        rules=rules(),
    )


def hand_over(kind: str):
    """Serahkan sertifikat pelatihan di tempat lain, atau kegiatan yang dikonversi."""
    if kind not in KINDS:
        abort(404)
    rule = rules().get(KINDS[kind])
    form = Form(_labels(rule))
    number = "amount" if rule else "hours"
    if form.sent:
        form.require("title", "provider", "number", number)
        if form.get(number) and not _is_number(form.get(number)):
            form.fail(number, _("%(field)s diisi dengan angka.", field=form.labels[number]))
        file = request.files.get("file")
        content = file.read() if file else b""
        if not content:
            form.fail("file", _("Pilih berkas PDF yang tidak kosong."))
        if not form.errors:
            with form.problems():
                told = {name: form.get(name) for name in ("title", "provider", "number", number)}
                told |= {name: form.date(name) for name in ("began", "completed_on")} | {"kind": KINDS[kind]}
                api("training").post("/v1/my-activities", key=form.key, params=told, data=content)
                flash(_("Kegiatan Anda diserahkan. Sesudah berkasnya diperiksa, JP-nya tampak di sini."))
                return redirect(url_for(".book"), 303)
    return form.page("learning/hand_in.html", kind=KINDS[kind], rule=rule)


def paper(id):
    return passed_on(api("training").stream(path("v1", "activities", str(id), "file")))


def rules() -> dict[str, dict]:
    """Kind → how it is converted; what is not there is a training with its certificate."""
    return {one["kind"]: one for one in api("training").get("/v1/conversions")["items"]}


def _labels(rule: dict | None) -> dict[str, str]:
    amounts = {"TIMES": _("Berapa kali"), "MINUTES": _("Lamanya (menit)")}
    return {
        "title": _("Nama kegiatan") if rule else _("Nama pelatihan"),
        "provider": _("Penyelenggara"),
        "number": _("Nomor surat tugas atau keterangan") if rule else _("Nomor sertifikat"),
        "began": _("Tanggal mulai"),
        "completed_on": _("Tanggal selesai"),
        **({"amount": amounts[rule["unit"]]} if rule else {"hours": _("JP pada sertifikat")}),
        "file": _("Berkas PDF"),
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
