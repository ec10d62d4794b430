"""A thousand certificates as the portal makes them, beside bare fpdf2 that writes the same lines in the same letters
and draws the same code.

python -m bench.certificates [CERTIFICATES]
"""

import sys
import time
from types import SimpleNamespace

import segno
from flask import Flask
from flask_babel import Babel
from fpdf import FPDF
from portal.learning.certificate import address, paper
from portal.typeface import FILES, SANS
from rich.table import Table

from .setting import console

CERTIFICATES = 1_000
PROOF = "c2sp.org/tlog-proof@v1\n" + "\n".join("Q" * 44 for _ in range(24)) + "\n"
"""As long as one in a log of sixteen million entries; attached by both."""
PORTAL = "https://asn.tanjungbalai.go.id"


def certificates(number: int) -> tuple[str, ...]:
    """A row: seconds for so many of ours, and for the same lines and the same code in bare fpdf2."""
    app = Flask("bench")
    Babel(app, default_locale="id")
    app.extensions["asn"] = SimpleNamespace(settings=SimpleNamespace(urls={"portal": PORTAL}))
    one = {"title": "Pengadaan Barang dan Jasa Dasar", "completed_on": "2026-11-27", "hours": 16, "code": "A1B2" * 4}
    with app.test_request_context():
        timed = {}
        for name, make_one in (("ours", _ours), ("bare", _bare)):
            make_one(one | {"certificate_no": "PBJ-1/000"})
            begun = time.perf_counter()
            for n in range(number):
                assert make_one(one | {"certificate_no": f"PBJ-1/{n:03d}"}).startswith(b"%PDF-")
            timed[name] = time.perf_counter() - begun
    ratio = timed["ours"] / timed["bare"]
    return f"{number} certificates", f"{timed['ours']:.1f} s", f"{timed['bare']:.1f} s bare fpdf2, ratio {ratio:.2f}"


def _ours(one: dict) -> bytes:
    return paper(one, "Siti Khadijah Nasution", PROOF, None)


def _bare(one: dict) -> bytes:
    page = FPDF(format="A4")
    for family, style, file in FILES[:2]:
        page.add_font(family, style, file)
    page.add_page()
    page.set_font(SANS, "", 12)
    lines = ("Sertifikat", one["certificate_no"], "Siti Khadijah Nasution", one["title"], "27 November 2026", "16 JP")
    for line in lines:
        page.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    page.set_font(SANS, "B", 12)
    page.cell(0, 8, lines[0])
    matrix = [list(row) for row in segno.make(address(one), error="m").matrix_iter(border=2)]
    side = 44 / len(matrix)
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(20 + x * side, 100 + y * side, side, side, style="F")
    page.embed_file(bytes=PROOF.encode(), basename="bukti.tlog-proof", compress=True)
    return bytes(page.output())


def main(number: int = CERTIFICATES) -> int:
    table = Table("measure", "ours", "beside")
    table.add_row(*certificates(number))
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
