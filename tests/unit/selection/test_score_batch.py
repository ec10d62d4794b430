from dataclasses import replace

import pytest
from selection.score_batch.domain import AGGREGATE, Approve, Close, Stage

from tests.unit.selection.cases import ANI, BUDI, ROUND_ID, SHA, Given

SUMMARY = {"present": 2, "absent": 1, "disqualified": 0}
STAGE = Stage(ROUND_ID, "CPNS-2024", "SKD", "skd-2024.csv", SHA, SUMMARY, 0, ANI)
STAGED = Given(AGGREGATE).when(STAGE)
APPROVED = [*STAGED, *Given(AGGREGATE, *STAGED).when(Approve(BUDI))]


def test_a_staged_file_is_named_by_hash_and_counts():
    assert (STAGED[0].data["sha256"], STAGED[0].data["rows"]) == (SHA, 3)


def test_another_person_approves():
    assert APPROVED[-1].data["signers"] == [ANI, BUDI]
    assert Given(AGGREGATE, *STAGED).refuses(Approve(ANI)).rule == "penanda-tangan-sama"
    assert Given(AGGREGATE, *APPROVED).refuses(Approve(BUDI)).rule == "berkas-sudah-disetujui"


def test_it_closes_with_counts_that_reconcile():
    close = Close(2, ({"row": 4, "rule": "peserta-mundur"},))
    given = Given(AGGREGATE, *APPROVED)
    [fact] = given.when(close)
    assert (fact.data["applied"], fact.data["refused"], fact.data["rows"]) == (2, 1, 3)
    assert given.after["status"] == "closed"
    with pytest.raises(ValueError):
        Given(AGGREGATE, *APPROVED).when(replace(close, applied=3))


def test_nothing_happens_out_of_order():
    assert Given(AGGREGATE, *STAGED).refuses(Close(3, ())).rule == "berkas-belum-disetujui"
    assert Given(AGGREGATE, *STAGED).refuses(STAGE).rule == "berkas-sudah-diunggah"
    assert Given(AGGREGATE).refuses(Approve(BUDI)).status == 404
