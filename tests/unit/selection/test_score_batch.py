from dataclasses import replace

import pytest
from selection.closing import Close, Fail
from selection.score_batch.domain import AGGREGATE, Approve, Stage

from tests.unit.selection.cases import ANI, ANI_IN_THE_CHAIR, BUDI, ROUND, ROUND_ID, SHA, Stream

SUMMARY = {"present": 2, "absent": 1, "disqualified": 0}
STAGE = Stage(ROUND_ID, ROUND, "SKD", "skd-2024.csv", SHA, f"rows/1f3b2c4d/{SHA}", SUMMARY, 0)
ONE_REFUSED = {"refused": 1, "refusals": [{"row": 4, "rule": "peserta-mundur"}], "refusals_sha256": None}


def staged():
    stream = Stream(AGGREGATE, neighbours={f"round-{ROUND_ID}@3": ROUND})
    [event] = stream.do(STAGE, ANI)
    return stream, Approve(BUDI, event.reference)


def approved():
    stream, approve = staged()
    stream.do(approve, BUDI)
    return stream


def test_a_staged_file_is_named_by_its_address_a_keyed_hash_of_its_rows_and_counts():
    data = staged()[0].events[0].data
    assert (data["sealed_sha256"], data["rows_hmac"], data["rows"]) == (SHA, f"rows/1f3b2c4d/{SHA}", 3)


def test_nothing_is_staged_before_the_lock_of_the_rules():
    assert Stream(AGGREGATE).refuses(replace(STAGE, round={**ROUND, "rule_set": None})).rule == "aturan-belum-dikunci"


def test_another_person_approves_under_the_first_ones_event():
    stream, approve = staged()
    for actor in (ANI, ANI_IN_THE_CHAIR):
        assert stream.refuses(replace(approve, actor=actor)).rule == "penanda-tangan-sama"
    other = replace(approve, staged={**approve.staged, "sha256": "0" * 64})
    assert stream.refuses(other).rule == "bukan-yang-dibaca"
    [event] = stream.do(approve, BUDI)
    assert event.data["staged"] == stream.events[0].reference
    assert stream.refuses(approve).rule == "berkas-sudah-disetujui"


def test_it_closes_with_counts_that_reconcile():
    stream = approved()
    with pytest.raises(ValueError):
        stream.do(Close(3, ONE_REFUSED))
    [event] = stream.do(Close(2, ONE_REFUSED))
    assert (event.data["applied"], event.data["refused"], event.data["rows"]) == (2, 1, 3)
    assert stream.state["status"] == "closed"


def test_it_fails_by_name_when_it_is_not_what_was_signed():
    stream = approved()
    [event] = stream.do(Fail("baris-berubah"))
    assert event.data["rule"] == "baris-berubah"
    assert (stream.state["status"], stream.state["failed_by"]) == ("failed", "baris-berubah")
    assert stream.refuses(Close(2, ONE_REFUSED)).rule == "berkas-belum-disetujui"


def test_nothing_happens_out_of_order():
    stream, approve = staged()
    assert stream.refuses(Close(2, ONE_REFUSED)).rule == "berkas-belum-disetujui"
    assert stream.refuses(Fail("baris-berubah")).rule == "berkas-belum-disetujui"
    assert stream.refuses(STAGE).rule == "berkas-sudah-diunggah"
    assert Stream(AGGREGATE).refuses(approve).status == 404
    with pytest.raises(TypeError):
        stream.do("close it")
