"""What our papers have in common: an A4 page with the city's bar, facts, and a QR code."""

import segno
from fpdf import FPDF

from .typeface import SANS, add_letters, shown

MARGIN = 20
QR_SIDE = 44
QUIET = 2
"""Modules of white around the code, beside the page's own white."""


def sheet(title: str) -> FPDF:
    """A page headed by the city and `title`."""
    page = FPDF(format="A4")
    add_letters(page)
    page.set_margin(MARGIN)
    page.set_title(title)
    page.set_lang("id")
    page.add_page()
    page.set_fill_color(11, 58, 91)
    page.rect(0, 0, 210, 6, style="F")
    page.set_font(SANS, "", 11)
    page.cell(0, 6, shown(page, "Seleksi ASN Kota Tanjungbalai"), new_x="LMARGIN", new_y="NEXT")
    page.set_font(SANS, "B", 20)
    page.cell(0, 12, shown(page, title), new_x="LMARGIN", new_y="NEXT")
    page.ln(4)
    return page


def fact(page: FPDF, label: str, value: str, font: str = SANS, size: int = 12) -> None:
    page.set_font(SANS, "", 9)
    page.set_text_color(71, 88, 102)
    page.cell(0, 5, shown(page, label), new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(16, 32, 45)
    page.set_font(font, "B" if font == SANS else "", size)
    page.multi_cell(0, size * 0.5, shown(page, value), align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(2)


def code(page: FPDF, text: str, left: float, top: float) -> None:
    matrix = [list(row) for row in segno.make(text, error="m").matrix_iter(border=QUIET)]
    side = QR_SIDE / len(matrix)
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(left + x * side, top + y * side, side + 0.02, side + 0.02, style="F")
