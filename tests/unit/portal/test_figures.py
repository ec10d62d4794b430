"""Pages of figures on the office's paper: the words over narrow columns are whole, and what is held back is a dash."""

from decimal import Decimal

import pytest
from fpdf.enums import MethodReturnValue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portal.figures import ROOM, Table, paper, widths
from portal.printed import SANS, Letter

from .reading import text_of

ADDRESS = "https://asn.tanjungbalai.go.id/aduan"
COLUMNS = ("Unit", "Diterima", "Diteruskan", "Dikerjakan", "Bukan wewenang kota", "Digabung atau dihapus", "Jumlah")


def test_a_paper_of_figures_has_its_tables_their_whole_columns_its_address_and_its_pages(at):
    rows = [
        (f"Dinas Kependudukan dan Pencatatan Sipil nomor {n}", 5, "", 0, 12_345, Decimal("2.50"), n) for n in range(40)
    ]
    with at():
        made = paper(
            "aduan", "Aduan", ["Angka di bawah 5 tidak disebut."], [Table("Menurut unit", COLUMNS, rows)], ADDRESS
        )
        assert (made.mimetype, made.headers["Content-Disposition"]) == (
            "application/pdf",
            'inline; filename="aduan.pdf"',
        )
        text = " ".join(text_of(made.get_data()).split())
    assert "Angka di bawah 5 tidak disebut." in text and "Menurut unit" in text and ADDRESS in text
    assert all(word in text for word in ("wewenang", "Digabung", "dihapus", "12.345", "2,50"))
    assert "5 – 0 12.345 2,50 39" in text, "what is held back is no nought"
    assert "Halaman 2 dari 2" in text and text.count("Diteruskan") == 2, "the words stand on every page"


@pytest.mark.parametrize("columns", [2, 3, 4, 7, 10])
def test_columns_fit_the_paper_and_leave_room_for_the_first(columns):
    assert len(widths(columns)) == columns and sum(widths(columns)) <= ROOM
    assert 35 <= widths(columns)[0] <= 95 and min(widths(columns)) >= 15


WORDS = (
    "Pengelola",
    "Ketatausahaan dan",
    "di",
    "(Kota)",
    "Pemerintahan-dan",
    "12.345",
    "Perlindungan",
    "x" * 60,
    "a\nb",
)


@pytest.fixture
def letter(at):
    with at():
        page = Letter("Uji")
        page.set_font(SANS, "", 9)
        yield page


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([15, 30, 95]))
def test_a_cell_is_folded_where_fpdf2_would_fold_it(letter, words, width):
    text = " ".join(words)
    theirs = letter.multi_cell(width, 4.5, text, align="L", dry_run=True, output=MethodReturnValue.LINES)
    assert [line.rstrip() for line in letter._folded(text, width, 4.5)] == [line.rstrip() for line in theirs]
