"""Figures at the desk leave as sheets, JSON and on paper, and hold back on each what the page holds back."""

import csv
import io

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]


@pytest.fixture
def read(office, staff):
    """A file as whoever manages appraisals is given it."""

    def look(path):
        tab = staff.open(office, "penilai", "desktop", scripts=False)
        answer = tab.request.get(office.url + path)
        assert answer.status == 200, path
        return answer

    return look


def test_the_nine_fields_are_the_same_in_every_form(office, read):
    place = f"/kerja/siklus/{office.cycle}/angka"
    told = read(f"{place}.json").json()
    [titles, city, *units] = csv.reader(io.StringIO(read(f"{place}.csv").body().decode("utf-8-sig")), delimiter=";")
    assert len(titles) == 5 + 9 and city[0] == "Seluruh kota" and int(city[2]) == told["city"]["rated"]
    for one, row in zip([told["city"], *told["units"]], [city, *units], strict=True):
        cells = [str(number) for line in one["cells"] for number in line] if one["cells"] else [""] * 9
        assert row[5:] == cells and (one["rated"] >= 10 or not any(row[5:])), "nothing of fewer than ten people"
    assert read(f"{place}.xlsx").body().startswith(b"PK") and read(f"{place}.pdf").body().startswith(b"%PDF")


def test_the_index_of_units_is_the_same_in_every_form(read):
    told = read("/kerja/ip-asn/angka.json").json()
    rows = list(csv.reader(io.StringIO(read("/kerja/ip-asn/angka.csv").body().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 + len(told["units"])
    assert read("/kerja/ip-asn/angka.pdf").body().startswith(b"%PDF")
