from dataclasses import replace

import pytest
from asnkit.events import fold
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.civil_servant.domain import SEALED, Register, Withdraw, is_serving
from training.roster_import.domain import AGGREGATE as ROSTER_IMPORT
from training.roster_import.domain import Approve, Close, Stage
from training.roster_import.sheet import SAMPLE, TITLES, read
from training.roster_undo.domain import AGGREGATE as ROSTER_UNDO
from training.roster_undo.domain import Approve as ApproveUndo
from training.roster_undo.domain import Propose

from tests.unit.registration.given import events, refused

from .given import PERSON, Given

LIST = "0192f0c4-7a41-7c3e-9b1d-2f6a5c8e0041"
HEAD = ";".join(TITLES.values())
ANI = (
    "198501152010012003;Ani Lubis;15-1-1985;pns;iii/c;Dinas Kesehatan;JF-0413;Perawat Ahli Muda;821/30/2020;2020-04-01"
)
BUDI = "199002012024211004;Budi;1990-02-01;PPPK;;Dinas Kesehatan;JF-1;Perawat Terampil;821/31/2024;2024-03-01"


def sheet(*rows):
    return read("\r\n".join([HEAD, *rows]).encode(), "2026-11-29")


def test_a_row_is_a_person_with_the_present_post():
    found = sheet(ANI, BUDI)
    assert found.errors == []
    ani, budi = found.rows
    assert (ani["row"], ani["nip"], ani["birth_date"], ani["status"], ani["rank"]) == (
        2, "198501152010012003", "1985-01-15", "PNS", "III/c",
    )  # fmt: skip
    assert (budi["status"], budi["rank"], budi["effective_date"]) == ("PPPK", None, "2024-03-01")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ANI.replace("198501152010012003", "19850115201001200"), "NIP"),
        (ANI.replace("198501152010012003", "1.98501E+17"), "NIP"),
        (ANI.replace("198501152010012003", "198501152010132003"), "NIP"),
        (ANI.replace("198501152010012003", "198501152010013003"), "NIP"),
        (ANI.replace("15-1-1985", "16-1-1985"), "Tanggal Lahir"),
        (ANI.replace("15-1-1985", "30-2-1985"), "Tanggal Lahir"),
        (ANI.replace("Ani Lubis", "A"), "Nama"),
        (ANI.replace("pns", "honorer"), "Status"),
        (ANI.replace("iii/c", "v/a"), "Golongan"),
        (ANI.replace("2020-04-01", "2026-11-30"), "TMT"),
        (";".join(SAMPLE), "Nama"),
    ],
)
def test_a_wrong_row_is_told_by_its_column(row, column):
    assert [(one["row"], one["column"]) for one in sheet(BUDI, row).errors] == [(3, column)]


def test_a_number_stands_once_in_a_file():
    [error] = sheet(ANI, BUDI, ANI).errors
    assert (error["row"], error["message"]) == (4, "NIP ini sudah ada pada baris 2.")


def test_three_hundred_bad_rows_among_ten_thousand_are_each_named():
    numbers = [f"1985{1 + n % 12:02d}{1 + n // 12 % 28:02d}2010012{1 + n // 336:03d}" for n in range(10_000)]
    rows = [
        f"{number};Orang {n};{number[:4]}-{number[4:6]}-{number[6:8]};PNS;III/a;Dinas {n % 40};JP-1;Pengelola;82/1;"
        + ("2020-04-31" if n % 33 == 0 and n < 9900 else "2020-04-01")
        for n, number in enumerate(numbers)
    ]
    found = sheet(*rows)
    assert len(found.errors) == 300 and {error["column"] for error in found.errors} == {"TMT"}
    assert [error["row"] for error in found.errors[:2]] == [2, 35] and len(found.rows) == 9700


def test_a_list_is_applied_only_after_another_person_signed_it_and_its_counts_add_up():
    stage = Stage("asn.csv", "0" * 64, f"rows/{'0' * 8}/{'0' * 64}", {"CPNS": 0, "PNS": 2, "PPPK": 1})
    made = events(*Given(ROSTER_IMPORT).when(stage), service="training")
    seen = {"event": made[0].id, "sha256": "ab" * 32}
    waiting = fold(ROSTER_IMPORT, made) | {"staged": {**seen, "actor": "diklat:d1"}}
    assert refused(ROSTER_IMPORT, waiting, Approve("diklat:d1", seen)).rule == "penanda-tangan-sama"
    assert (
        refused(ROSTER_IMPORT, waiting, Approve("diklat:d2", seen | {"sha256": "0" * 64})).rule == "bukan-yang-dibaca"
    )
    done = Close(2, {"refused": 1, "refusals": [{"row": 3, "rule": "nip-sudah-tercatat"}], "refusals_sha256": None})
    assert refused(ROSTER_IMPORT, waiting, done).rule == "daftar-belum-disetujui"
    [fact] = ROSTER_IMPORT.decide(waiting, Approve("diklat:d2", seen), None)
    assert (fact.name, fact.data["staged"]) == ("roster_import.approved", seen)
    approved = waiting | {"status": "approved"}
    assert refused(ROSTER_IMPORT, approved, Approve("diklat:d2", seen)).rule == "daftar-sudah-disetujui"
    [fact] = ROSTER_IMPORT.decide(approved, done, None)
    assert (fact.data["applied"], fact.data["refused"]) == (2, 1)
    with pytest.raises(ValueError, match="do not make all rows"):
        ROSTER_IMPORT.decide(approved, Close(1, done.refusals), None)


def test_a_row_begins_a_record_whose_personal_data_are_sealed():
    envelope = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
    row = Register(
        PERSON, LIST, dict.fromkeys(SEALED, envelope), 2, "PNS", "III/c",
        "Dinas Kesehatan", "JF-0413", "Perawat Ahli Muda", "821/30/2020", "2020-04-01",
    )  # fmt: skip
    given = Given(CIVIL_SERVANT)
    [fact] = given.when(row)
    assert (fact.name, fact.validtime, fact.data["nip"]) == (
        "civil_servant.registered", "2020-03-31T17:00:00.000Z", envelope,
    )  # fmt: skip
    assert is_serving(given.after) and [one["rank"] for one in given.after["ranks"]] == ["III/c"]
    there = Given(CIVIL_SERVANT, fact)
    assert there.refuses(row).rule == "asn-sudah-tercatat"
    assert there.refuses(Withdraw(used=True)).rule == "asn-sudah-dipakai"
    [fact] = there.when(Withdraw(used=False))
    assert (fact.data["row"], is_serving(there.after)) == (2, False)


def test_a_list_is_taken_back_once_it_was_applied_and_by_another_person():
    propose = Propose(LIST, {"status": "closed", "applied": 2}, "800/41/2026")
    assert Given(ROSTER_UNDO).refuses(replace(propose, listed=None)).status == 404
    assert Given(ROSTER_UNDO).refuses(replace(propose, listed={"status": "approved"})).rule == "daftar-belum-selesai"
    made = events(*Given(ROSTER_UNDO).when(propose), service="training")
    seen = {"event": f"roster_undo-{LIST}@1", "sha256": "ab" * 32}
    waiting = fold(ROSTER_UNDO, made) | {"proposed": {**seen, "actor": "diklat:d1"}}
    assert refused(ROSTER_UNDO, waiting, propose).rule == "penarikan-sudah-diusulkan"
    assert refused(ROSTER_UNDO, waiting, ApproveUndo("diklat:d1", seen)).rule == "penanda-tangan-sama"
    done = Close(2, {"refused": 0, "refusals": [], "refusals_sha256": None})
    assert refused(ROSTER_UNDO, waiting, done).rule == "penarikan-belum-disetujui"
    [fact] = ROSTER_UNDO.decide(waiting, ApproveUndo("diklat:d2", seen), None)
    assert (fact.name, fact.data["proposed"], fact.data["rows"]) == ("roster_undo.approved", seen, 2)
    [fact] = ROSTER_UNDO.decide(waiting | {"status": "approved"}, done, None)
    assert (fact.name, fact.data["list"]) == ("roster_undo.closed", LIST)
