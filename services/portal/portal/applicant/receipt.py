"""The receipt of a submission on paper: one A4 page with a QR code that leads to Cek bukti."""

from urllib.parse import urlencode

from asnkit.web import current
from flask_babel import gettext as _

from ..formats import moment
from ..printed import MARGIN, QR_SIDE, attach, code, fact, sheet
from ..typeface import MONO, SANS, shown


def check_address(sha256: str) -> str:
    """Where anyone can check an event, without signing in."""
    return f"{current().settings.urls['portal']}/bukti?{urlencode({'bukti': sha256})}"


def pdf(one: dict, period: dict, sent: dict, proof: str | None) -> bytes:
    """The page for the event `sent`; its promise and `proof` are attached as they are, for a program to check."""
    page = sheet(_("Tanda terima lamaran"))
    fact(page, _("Nomor peserta"), one["participant_no"], size=18)
    fact(page, _("Dikirim"), moment(one["submitted_at"]))
    fact(page, _("Periode"), period["name"])
    fact(page, _("Formasi"), f"{one['job_name']}, {one['unit']}")
    fact(page, _("Nomor peristiwa"), sent["event"], font=MONO, size=9)
    fact(page, "SHA-256", sent["sha256"], font=MONO, size=9)
    page.ln(6)
    top = page.get_y()
    code(page, check_address(sent["sha256"]), MARGIN, top)
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
    attach(page, proof, _(
        "Bukti pohon belum ada saat halaman ini dibuat; paling lama satu menit kemudian kode QR menampilkannya."
    ))  # fmt: skip
    page.ln(3)
    if promise := sent["promise"]:
        page.embed_file(bytes=promise.encode(), basename="tanda-terima.txt", compress=True)
        page.set_font(SANS, "B", 10)
        page.cell(0, 6, shown(page, _("Janji bertanda tangan (berkas asli terlampir)")), new_x="LMARGIN", new_y="NEXT")
        page.set_font(MONO, "", 7.5)
        page.multi_cell(0, 3.6, shown(page, promise), align="L")
    return bytes(page.output())
