import pytest
from asnkit.events import fold
from training.unit_import.domain import AGGREGATE as UNIT_IMPORT
from training.unit_import.domain import Approve, Stage
from training.unit_import.sheet import SAMPLE, TITLES, read

from tests.unit.registration.given import events, refused

from .given import Given

HEAD = ";".join(TITLES.values())
AGENCY = "Dinas Kesehatan;Perangkat Daerah;;2-1-2020;Perda 5/2019;Dinkes"
CLINIC = "Puskesmas Datuk Bandar;Unit;dinas kesehatan;2021-01-04;Perwali 8/2020;UPTD Puskesmas; Pusk."


def sheet(*rows, known=None):
    return read("\r\n".join([HEAD, *rows]).encode(), lambda names: known or {})


def told(*rows, known=None):
    return [(one["row"], one["column"], one["message"]) for one in sheet(*rows, known=known).errors]


def test_a_unit_may_stand_above_its_parent_in_the_file_and_comes_after_it():
    clinic = 'Puskesmas;Unit;Dinkes;2021-01-04;Perwali 8/2020;"Pusk. A\nPusk. B"'
    read = sheet(clinic, AGENCY)
    assert read.errors == []
    assert [(row["row"], row["called"], row["since"]) for row in read.rows] == [
        (3, "Dinas Kesehatan", "2020-01-02"), (2, "Puskesmas", "2021-01-04"),
    ]  # fmt: skip
    assert read.rows[1]["aliases"] == ["Pusk. A", "Pusk. B"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Puskesmas;Cabang;Dinas Kesehatan;2021-01-04;Perwali 8/2020;", "Jenis"),
        ("Puskesmas;Unit;Dinas Kesehatan;30-2-2021;Perwali 8/2020;", "Berlaku Mulai"),
        ("Puskesmas;Unit;Dinas Lain;2021-01-04;Perwali 8/2020;", "Unit Induk"),
        ("Puskesmas;Unit;;2021-01-04;Perwali 8/2020;", "Unit Induk"),
        ("Puskesmas;Unit;Puskesmas;2021-01-04;Perwali 8/2020;", "Unit Induk"),
        ("Puskesmas;Unit;Dinas Kesehatan;2019-01-04;Perwali 8/2020;", "Berlaku Mulai"),
        ("dinkes;Perangkat Daerah;;2021-01-04;Perwali 8/2020;", "Nama Unit"),
        ("Puskesmas;Unit;Dinas Kesehatan;2021-01-04;Perwali 8/2020;Dinas Kesehatan", "Nama Lain"),
        (";".join(SAMPLE), "Nama Unit"),
    ],
)
def test_a_wrong_row_is_told_by_its_column(row, column):
    assert [(one[0], one[1]) for one in told(AGENCY, row)] == [(3, column)]


def test_a_list_is_compared_with_the_register():
    register = {"dinas kesehatan": {"since": "2020-01-02", "ends": None}}
    assert sheet("Puskesmas;Unit;Dinas Kesehatan;2021-01-04;Perwali 8/2020;", known=register).errors == []
    assert "sudah dipakai" in told(AGENCY, known=register)[0][2]
    ended = {"dinas kesehatan": {"since": "2020-01-02", "ends": "2024-01-01"}}
    [(_, column, message)] = told("Puskesmas;Unit;Dinas Kesehatan;2021-01-04;Perwali 8/2020;", known=ended)
    assert (column, message) == ("Unit Induk", "Unit induk ini sudah diakhiri.")


def test_a_list_takes_a_second_person_who_read_it_and_counts_once():
    stage = Stage("unit.csv", "ab" * 32, tuple(sheet(AGENCY).rows))
    made = events(*Given(UNIT_IMPORT).when(stage), service="training")
    seen = made[0].reference
    state = fold(UNIT_IMPORT, made) | {"staged": {**seen, "actor": "diklat:d1"}}
    assert refused(UNIT_IMPORT, state, Approve("diklat:d1", seen)).rule == "penanda-tangan-sama"
    assert refused(UNIT_IMPORT, state, Approve("diklat:d2", seen | {"sha256": "00" * 32})).rule == "bukan-yang-dibaca"
    [fact] = UNIT_IMPORT.decide(state, Approve("diklat:d2", seen), None)
    assert (fact.name, fact.data["units"]) == ("unit_import.approved", 1)
    approved = state | {"approved": True}
    assert refused(UNIT_IMPORT, approved, Approve("diklat:d2", seen)).rule == "daftar-sudah-disetujui"
