"""What our papers have in common: a person's A4 page with the city's bar, the office's letters, facts, a QR code."""

from collections.abc import Iterable, Sequence

import segno
from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from .formats import moment, now
from .typeface import MONO, SANS, add_letters, shown

MARGIN = 20
QR_SIDE = 44
OFFICE = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
ROW = 6
"""Of a list, in mm."""
PROOF_FILE = "bukti.tlog-proof"
QUIET = 2
"""Modules of white around the code, beside the page's own white."""


def sheet(title: str, *families: str) -> FPDF:
    """A page headed by the city and `title`, in letters of these families, or of all."""
    page = FPDF(format="A4")
    add_letters(page, *families)
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


def code(page: FPDF, text: str, left: float, top: float, width: float = QR_SIDE) -> None:
    matrix = [list(row) for row in segno.make(text, error="m").matrix_iter(border=QUIET)]
    side = width / len(matrix)
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(left + x * side, top + y * side, side + 0.02, side + 0.02, style="F")


def attach(page: FPDF, proof: str | None, otherwise: str) -> None:
    """The proof that the audit log holds the event, as a file inside the paper; `otherwise` is told without one."""
    told = otherwise
    if proof:
        page.embed_file(bytes=proof.encode(), basename=PROOF_FILE, compress=True)
        told = _(
            "Bukti pohon terlampir (bukti.tlog-proof): peristiwa ini ada di catatan audit, dan siapa pun dapat "
            "memeriksanya tanpa jaringan."
        )
    page.set_font(SANS, "", 10)
    page.multi_cell(0, 5, shown(page, told), align="L", new_x="LMARGIN", new_y="NEXT")


class Letter(FPDF):
    """A4 pages under the office's letterhead, each with the moment of printing and its number of how many."""

    def __init__(self, title: str):
        super().__init__(format="A4")
        add_letters(self)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self.set_title(title)
        self.set_lang("id")
        self._printed = moment(now())
        self.add_page()
        self.heading(title, 16)

    def header(self):
        for text, size in ((_("Pemerintah Kota Tanjungbalai"), 13), (OFFICE, 11)):
            self.set_font(SANS, "B", size)
            self.cell(0, 6, shown(self, text), align="C", new_x="LMARGIN", new_y="NEXT")
        self.line(MARGIN, self.get_y() + 2, 210 - MARGIN, self.get_y() + 2)
        self.ln(6)

    def footer(self):
        self.set_y(-MARGIN + 2)
        self.set_font(SANS, "", 8)
        self.cell(0, 5, shown(self, _("Dicetak %(when)s", when=self._printed)))
        self.set_x(MARGIN)
        told = _("Halaman %(n)s dari %(all)s", n=self.page_no(), all=self.str_alias_nb_pages)
        self.cell(0, 5, shown(self, told), align="R")

    def heading(self, text: str, size: int = 12) -> None:
        self.set_font(SANS, "B", size)
        self.multi_cell(0, size * 0.5, shown(self, text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(2)

    def paragraph(self, text: str) -> None:
        self.set_font(SANS, "", 11)
        self.multi_cell(0, 5.5, shown(self, text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def rows(self, head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence]) -> None:
        """A list; `widths` in mm. A cell is one line, cut where it is longer; the head stands on every page."""
        self._row(head, widths, "B")
        for row in rows:
            if self.will_page_break(ROW):
                self.add_page()
                self._row(head, widths, "B")
            self._row(row, widths)
        self.ln(4)

    def figures(self, head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
        """A table of numbers, on the right of their columns; the words over them and the first cell take several lines
        where they must."""
        self._over(head, widths)
        for row in rows:
            if not self._lines(row, widths, "", 9):
                self.add_page()
                self._over(head, widths)
                self._lines(row, widths, "", 9)
        self.ln(4)

    def check(self, address: str, told: str) -> None:
        """A QR code of the address beside what it is good for; on one page."""
        if self.will_page_break(QR_SIDE + 4):
            self.add_page()
        top = self.get_y()
        code(self, address, MARGIN, top)
        self.set_xy(MARGIN + QR_SIDE + 6, top + 6)
        self.set_font(SANS, "", 10)
        self.multi_cell(0, 5, shown(self, told), align="L")
        self.set_x(MARGIN + QR_SIDE + 6)
        self.set_font(MONO, "", 7.5)
        self.multi_cell(0, 4, shown(self, address), align="L")
        self.set_xy(MARGIN, top + QR_SIDE + 4)

    def signatures(self, first: str, second: str) -> None:
        if self.will_page_break(40):
            self.add_page()
        self.set_font(SANS, "", 11)
        for text in (first, second):
            self.cell(85, 6, shown(self, text))
        self.ln(28)
        top = self.get_y()
        for left in (MARGIN, MARGIN + 85):
            self.line(left, top, left + 70, top)
        self.set_font(SANS, "", 9)
        for left in (MARGIN, MARGIN + 85):
            self.set_xy(left, top + 1)
            self.cell(70, 5, shown(self, _("Nama dan NIP")))
        self.set_xy(MARGIN, top + 12)

    def _over(self, words: Sequence[str], widths: Sequence[int]) -> None:
        """The words over a table, with a row below them."""
        if not self._lines(words, widths, "B", 6.5, 2 * ROW):
            self.add_page()
            self._lines(words, widths, "B", 6.5)

    def _lines(self, cells: Sequence[str], widths: Sequence[int], style: str, size: float, below: int = 0) -> bool:
        """A row whose cells stand on its last line; whether there was room for it, and for what is `below` it."""
        self.set_font(SANS, style, size)
        line = size * 0.5
        cut = [self._folded(shown(self, text), width, line) for text, width in zip(cells, widths, strict=True)]
        most = max(len(lines) for lines in cut)
        if self.will_page_break(most * line + 2 + below):
            return False
        self.ln(1)
        for place in range(most):
            for column, (lines, width) in enumerate(zip(cut, widths, strict=True)):
                at = place - most + len(lines)
                self.cell(width, line, lines[at] if at >= 0 else "", align="R" if column else "L")
            self.ln(line)
        self.line(MARGIN, self.get_y() + 1, MARGIN + sum(widths), self.get_y() + 1)
        self.ln(1)
        return True

    def _folded(self, text: str, width: float, line: float) -> list[str]:
        """The lines of a cell. fpdf2 measures the growing line anew at each letter; here at each word, for a thousand
        rows are a thousand cells of several lines, and numbers need no folding at all."""
        room, folded, begun = width - 2 * self.c_margin, [], ""
        for word in text.split(" "):
            longer = f"{begun} {word}" if begun else word
            if "\n" not in word and self.get_string_width(longer) <= room:
                begun = longer
            elif "\n" in word or self.get_string_width(word) > room:
                return self.multi_cell(width, line, text, align="L", dry_run=True, output=MethodReturnValue.LINES)
            else:
                folded.append(begun)
                begun = word
        return [*folded, begun]

    def _row(self, cells: Sequence, widths: Sequence[int], style: str = "") -> None:
        self.set_font(SANS, style, 9)
        for text, width in zip(cells, widths, strict=True):
            self.cell(width, ROW, self._cut(shown(self, text), width - 2), border="B")
        self.ln(ROW)

    def _cut(self, text: str, width: int) -> str:
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text}…"
