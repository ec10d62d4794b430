"""Papers of a survey: slips to be cut apart, each with a code that is good once, and a poster for the wall."""

from flask_babel import gettext as _
from fpdf import FPDF

from ..printed import MARGIN, code, fact, sheet
from ..typeface import MONO, SANS, add_letters, shown

ACROSS, DOWN = 3, 7
WIDTH, HEIGHT = 66, 40
LEFT, TOP = 6, 8
QR, PADDING = 26, 3
POSTER_QR = 110


def slips(survey: dict, made: dict, address: str) -> bytes:
    """`made` is the service's answer (Slips); below `address` each slip has its own."""
    page = FPDF(format="A4")
    add_letters(page)
    page.set_auto_page_break(False)
    page.set_title(_("Slip survei"))
    page.set_lang("id")
    for place, slip in enumerate(made["codes"]):
        if place % (ACROSS * DOWN) == 0:
            page.add_page()
        row, column = divmod(place % (ACROSS * DOWN), ACROSS)
        _slip(page, survey, made, slip, f"{address}/slip/{slip}", LEFT + column * WIDTH, TOP + row * HEIGHT)
    return bytes(page.output())


def _slip(page: FPDF, survey: dict, made: dict, slip: str, address: str, left: float, top: float) -> None:
    page.set_draw_color(160, 170, 178)
    page.rect(left, top, WIDTH, HEIGHT)
    code(page, address, left + PADDING, top + PADDING, QR)
    page.set_xy(left + PADDING + QR + 1, top + PADDING + 1)
    page.set_text_color(16, 32, 45)
    page.set_font(SANS, "B", 8)
    room = WIDTH - QR - 2 * PADDING - 1
    page.multi_cell(room, 3.6, shown(page, _("Bagaimana layanan kami? Isi dengan ponsel.")), align="L", new_x="LEFT")
    page.set_font(SANS, "", 7)
    words = _("Sekali pakai, tanpa nama.") + " " + made["counter"]
    page.multi_cell(room, 3.3, shown(page, words), align="L", new_x="LEFT", max_line_height=3.3)
    page.set_xy(left + PADDING, top + PADDING + QR + 1)
    page.set_font(MONO, "", 8)
    page.cell(WIDTH - 2 * PADDING, 4, slip)
    page.set_xy(left + PADDING, top + PADDING + QR + 5)
    page.set_font(SANS, "", 6)
    page.cell(WIDTH - 2 * PADDING, 3, shown(page, _short(page, survey["title"], WIDTH - 2 * PADDING)))


def _short(page: FPDF, text: str, room: float) -> str:
    """As much of it as there is room for."""
    if page.get_string_width(text) <= room:
        return text
    while text and page.get_string_width(text + "…") > room:
        text = text[:-1]
    return text + "…"


def poster(survey: dict, address: str) -> bytes:
    page = sheet(_("Bagaimana layanan kami?"))
    fact(page, _("Unit"), survey["unit"])
    fact(page, _("Layanan yang dinilai"), survey["service"])
    page.set_font(SANS, "", 12)
    page.multi_cell(0, 6, shown(page, _(
        "Pindai dengan kamera ponsel. Sembilan pertanyaan, kurang dari dua menit, tanpa nama dan tanpa akun."
    )), align="L", new_x="LMARGIN", new_y="NEXT")  # fmt: skip
    code(page, address, (page.w - POSTER_QR) / 2, page.get_y() + 6, POSTER_QR)
    page.set_xy(MARGIN, page.get_y() + POSTER_QR + 12)
    page.set_font(MONO, "", 9)
    page.multi_cell(0, 5, address, align="C")
    return bytes(page.output())
