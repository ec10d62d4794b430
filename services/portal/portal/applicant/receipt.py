"""The receipt of a submission on paper: one A4 page with a QR code that leads to Cek bukti."""

from urllib.parse import urlencode

import segno
from asnkit.web import current
from flask_babel import gettext as _
from fpdf import FPDF

from ..formats import moment
from ..typeface import MONO, SANS, add_letters, shown

MARGIN = 20
QR_SIDE = 44
QUIET = 2
"""Modules of white around the code, beside the page's own white."""


def check_address(sha256: str) -> str:
    """Where anyone can check an event, without signing in."""
    return f"{current().settings.urls['portal']}/bukti?{urlencode({'bukti': sha256})}"


def pdf(one: dict, period: dict, sent: dict, proof: str | None) -> bytes:
    """The page for the event `sent`; its promise and `proof` are attached as they are, for a program to check."""
    page = FPDF(format="A4")
    add_letters(page)
    page.set_margin(MARGIN)
    page.set_title(_("Tanda terima lamaran"))
    page.set_lang("id")
    page.add_page()
    page.set_fill_color(11, 58, 91)
    page.rect(0, 0, 210, 6, style="F")
    page.set_font(SANS, "", 11)
    page.cell(0, 6, shown(page, "Seleksi ASN Kota Tanjungbalai"), new_x="LMARGIN", new_y="NEXT")
    page.set_font(SANS, "B", 20)
    page.cell(0, 12, shown(page, _("Tanda terima lamaran")), new_x="LMARGIN", new_y="NEXT")
    page.ln(4)
    _row(page, _("Nomor peserta"), one["participant_no"], size=18)
    _row(page, _("Dikirim"), moment(one["submitted_at"]))
    _row(page, _("Periode"), period["name"])
    _row(page, _("Formasi"), f"{one['job_name']}, {one['unit']}")
    _row(page, _("Nomor peristiwa"), sent["event"], font=MONO, size=9)
    _row(page, "SHA-256", sent["sha256"], font=MONO, size=9)
    page.ln(6)
    top = page.get_y()
    _draw(page, check_address(sent["sha256"]), MARGIN, top)
    page.set_xy(MARGIN + QR_SIDE + 8, top)
    page.set_font(SANS, "B", 12)
    page.cell(0, 7, shown(page, _("Cek bukti")), new_x="LMARGIN", new_y="NEXT")
    page.set_x(MARGIN + QR_SIDE + 8)
    page.set_font(SANS, "", 10)
    page.multi_cell(0, 5, shown(page, _(
        "Pindai kode ini, atau unggah PDF ini di halaman Cek bukti, untuk membandingkannya dengan catatan audit "
        "kota. Siapa pun dapat memeriksanya tanpa masuk."
    )), align="L")  # fmt: skip
    page.set_xy(MARGIN, top + QR_SIDE + 8)
    page.set_font(SANS, "", 10)
    if proof:
        page.embed_file(bytes=proof.encode(), basename="bukti.tlog-proof", compress=True)
        page.multi_cell(0, 5, shown(page, _(
            "Bukti pohon terlampir (bukti.tlog-proof): peristiwa ini ada di catatan audit, dan siapa pun dapat "
            "memeriksanya tanpa jaringan."
        )), align="L", new_x="LMARGIN", new_y="NEXT")  # fmt: skip
    else:
        page.multi_cell(0, 5, shown(page, _(
            "Bukti pohon belum ada saat halaman ini dibuat; paling lama satu menit kemudian kode QR menampilkannya."
        )), align="L", new_x="LMARGIN", new_y="NEXT")  # fmt: skip
    page.ln(3)
    if promise := sent["promise"]:
        page.embed_file(bytes=promise.encode(), basename="tanda-terima.txt", compress=True)
        page.set_font(SANS, "B", 10)
        page.cell(0, 6, shown(page, _("Janji bertanda tangan (berkas asli terlampir)")), new_x="LMARGIN", new_y="NEXT")
        page.set_font(MONO, "", 7.5)
        page.multi_cell(0, 3.6, shown(page, promise), align="L")
    return bytes(page.output())


def _row(page: FPDF, label: str, value: str, font: str = SANS, size: int = 12) -> None:
    page.set_font(SANS, "", 9)
    page.set_text_color(71, 88, 102)
    page.cell(0, 5, shown(page, label), new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(16, 32, 45)
    page.set_font(font, "B" if font == SANS else "", size)
    page.multi_cell(0, size * 0.5, shown(page, value), align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(2)


def _draw(page: FPDF, text: str, left: float, top: float) -> None:
    matrix = [list(row) for row in segno.make(text, error="m").matrix_iter(border=QUIET)]
    side = QR_SIDE / len(matrix)
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(left + x * side, top + y * side, side + 0.02, side + 0.02, style="F")
