"""Contoh surat: the two letters that an applicant signs, worded for one formation, to read and as a PDF to fill in.

A letter is Indonesian whatever language the page is in: it is handed in like that. The five statements are those that
the application itself asks for (words.STATEMENTS).
"""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import force_locale
from fpdf import FPDF

from .. import words
from ..client import api, path
from ..printed import MARGIN
from ..typeface import SANS, add_letters, shown

blueprint = Blueprint("letters", __name__)

KINDS = {"lamaran": "application_letter", "pernyataan": "statement_letter"}
"""Our word in the address → the document that it becomes."""

WHO = ("Nama", "NIK", "Tempat, tanggal lahir", "Pendidikan terakhir", "Alamat", "Nomor telepon")
DOTS = "." * 60
STAMP = "meterai Rp10.000"


@blueprint.get("/formasi/<id>/surat/<any(lamaran, pernyataan):kind>")
def show(id: str, kind: str):
    line = _wanted(id, kind)
    file = url_for("letters.download", id=id, kind=kind)
    values = {
        "line": line,
        "kind": KINDS[kind],
        "letter": _letter(line, kind),
        "who": WHO,
        "stamp": STAMP,
        "file": file,
    }
    return render_template("public/letter.html", **values)


@blueprint.get("/formasi/<id>/surat/<any(lamaran, pernyataan):kind>.pdf")
def download(id: str, kind: str):
    made = _drawn(_letter(_wanted(id, kind), kind))
    named = {"Content-Disposition": f'attachment; filename="surat-{kind}.pdf"'}
    return Response(made, content_type="application/pdf", headers=named)


def _wanted(id: str, kind: str) -> dict:
    """The line, where it asks for this letter."""
    line = api("registration").get(path("v1", "vacancies", id))
    return line if KINDS[kind] in line["documents"] else abort(404)


def _letter(line: dict, kind: str) -> dict:
    """{title, opening, points, closing}: texts above and below what the applicant is asked for, and numbered points."""
    job = f"{line['job_name']} pada {line['unit']}"
    if kind == "lamaran":
        return {
            "title": "Surat lamaran",
            "opening": ["Yth. Wali Kota Tanjungbalai", "Saya yang bertanda tangan di bawah ini:"],
            "points": [],
            "closing": [
                f"melamar untuk jabatan {job}.",
                "Semua isian dan berkas yang saya kirim benar. Bila ternyata tidak, saya menerima lamaran ini gugur.",
            ],
        }
    with force_locale("id"):
        points = [str(one) for one in words.STATEMENTS.values()]
    return {
        "title": "Surat pernyataan",
        "opening": ["Saya yang bertanda tangan di bawah ini:"],
        "points": points,
        "closing": [f"Pernyataan ini saya buat untuk melamar jabatan {job}, dengan sebenarnya."],
    }


def _drawn(letter: dict) -> bytes:
    page = FPDF(format="A4")
    add_letters(page)
    page.set_margin(MARGIN)
    page.set_title(letter["title"])
    page.set_lang("id")
    page.add_page()
    page.set_font(SANS, "B", 16)
    _write(page, [letter["title"]], 10)
    page.set_font(SANS, "", 11)
    page.ln(4)
    _write(page, letter["opening"])
    for name in WHO:
        page.cell(52, 8, shown(page, name))
        page.cell(0, 8, shown(page, f": {DOTS}"), new_x="LMARGIN", new_y="NEXT")
    page.ln(3)
    if letter["points"]:
        _write(page, ["menyatakan:", *(f"{n}. {one}" for n, one in enumerate(letter["points"], 1))])
    _write(page, letter["closing"])
    page.ln(6)
    _write(page, ["Tempat, tanggal: " + DOTS[:40], f"Tanda tangan di atas {STAMP}:"])
    page.ln(24)
    _write(page, [f"( {DOTS[:40]} )"])
    return bytes(page.output())


def _write(page: FPDF, texts: Iterable[str], height: float = 6) -> None:
    for text in texts:
        page.multi_cell(0, height, shown(page, text), align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(2)
