from decimal import Decimal

import pytest
from asnkit.sheet import table
from asnkit.sheet.table import Layout
from asnkit.sheet.writing import FORMS
from flask_babel import lazy_gettext
from portal import lists
from portal.client import Problem
from portal.lists import Page


def test_what_a_page_shows():
    page = Page(range(25), 1062, 3)
    assert (page.first, page.last, page.pages) == (51, 75, 43)
    assert page.shown == [1, 2, 3, 4, 0, 43]
    assert Page(range(5), 5, 1).shown == [1]
    assert Page([], 0, 1).pages == 1


@pytest.mark.parametrize(("wanted", "number"), [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("٣", 1), ("9" * 30, 1)])
def test_nonsense_is_page_one(at, wanted, number):
    with at(f"/formasi?hal={wanted}"):
        assert lists.page_number() == number


def test_addresses_keep_their_filters_and_start_at_page_one(at):
    with at("/formasi?kata=guru+%26+ners&jenis=UMUM&hal=4&unit="):
        assert lists.address_with(hal=5) == "/formasi?kata=guru+%26+ners&jenis=UMUM&hal=5"
        assert lists.address_with(jenis=None) == "/formasi?kata=guru+%26+ners"
        [word, need] = lists.chips({"kata": "“guru & ners”", "jenis": "Umum", "unit": ""})
        assert (word.label, need.without) == ("“guru & ners”", "/formasi?kata=guru+%26+ners")


ROWS = [(1, "=1+1", None), (None, "-2;@x", Decimal("82.75")), ("+3", lazy_gettext("Siti"), "240000000001")]


def test_a_list_is_the_same_in_both_forms_and_runs_nothing(at):
    layout = Layout(recognise=str, most_rows=10)
    with at("/"):
        answers = [lists.sheet_answer(form, "daftar", ("Nomor", "Nama", "Nilai"), ROWS) for form in FORMS]
    read = [[list(line.cells.values()) for line in table.read(one.data, layout).lines] for one in answers]
    assert read == [[["1", "=1+1", ""], ["", "-2;@x", "82,75"], ["+3", "Siti", "240000000001"]]] * 2
    assert answers[0].data.splitlines()[1:] == [b"1;'=1+1;", b';"\'-2;@x";82,75', b"'+3;Siti;'240000000001"]
    assert [one.headers["Content-Disposition"] for one in answers] == [
        'attachment; filename="daftar.csv"',
        'attachment; filename="daftar.xlsx"',
    ]


def test_a_list_too_long_for_a_workbook_is_told_so(at, monkeypatch):
    monkeypatch.setattr("asnkit.sheet.writing.MOST_ROWS", 2)
    with at("/"), pytest.raises(Problem) as refused:
        lists.sheet_answer("xlsx", "daftar", ("Nomor",), [(1,), (2,), (3,)])
    assert "unduh sebagai CSV" in refused.value.sentence


def test_a_cell_says_its_column_where_a_row_stands_as_a_card():
    rows = (
        '<tr class="x"><th scope="row">Budi &lt;td&gt;</th><td>A</td><td class="n">3</td></tr>\n'
        '<tr><td colspan="3">–</td></tr>'
    )
    made = lists.cards(rows, ["Nama", "Unit & jabatan", {"word": "Hari", "n": True}])
    assert made == (
        '<tr role="row" class="x"><th role="rowheader" scope="row">Budi &lt;td&gt;</th>'
        '<td role="cell" data-label="Unit &amp; jabatan">A</td>'
        '<td role="cell" data-label="Hari" class="n">3</td></tr>\n'
        '<tr role="row"><td role="cell" colspan="3">–</td></tr>'
    )


def test_a_row_with_more_cells_than_columns_keeps_them():
    assert lists.cards("<tr><td>A</td><td>B</td></tr>", ["Nama"]).count("<td") == 2
