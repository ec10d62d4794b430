import csv
import io

import pytest
from portal import lists
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


def test_a_csv_opens_in_a_spreadsheet_and_runs_nothing():
    answer = lists.csv_answer("daftar", ("Nomor", "Nama"), [(1, "=1+1"), (None, "-2;@x"), ("+3", "Siti")])
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Nomor", "Nama"], ["1", "'=1+1"], ["", "'-2;@x"], ["'+3", "Siti"]]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="daftar.csv"'
