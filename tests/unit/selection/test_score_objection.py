from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.events import format_time
from selection.rules.window import window
from selection.score_objection.domain import AGGREGATE, Decide, File, Propose, corrected_at
from selection.streams import result_stream

from tests.unit.registration.given import NOON
from tests.unit.selection.cases import ANI, ANI_IN_THE_CHAIR, BUDI, PERSON, ROUND_ID, SHA, Stream, candidate, stream

SEALED = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVk"}
FINAL = result_stream(ROUND_ID, "FINAL")
OPENS, CLOSES, REPUBLISH = window(NOON.date(), 3, 7)
WINDOW = {"opens": format_time(OPENS), "closes": format_time(CLOSES), "republish_by": REPUBLISH.isoformat()}
AMENDMENT = {"event": "score_amendment-0192f0c4-7a22-7c3e-9b1d-2f6a5c8e0012@1", "sha256": SHA}


def result(stage="FINAL", objection=WINDOW, edition=1):
    published = {"edition": edition, "objection": objection, "signed": {"event": f"{FINAL}@3", "sha256": SHA}}
    return {"round": ROUND_ID, "period": "CPNS-2024", "stage": stage, "published": published}


def file(person=PERSON, by=None, on=None, listed=True, contests=("SKB_SCORE",)):
    return File(person, stream(1), by or candidate(1), FINAL, on or result(), listed, contests, SEALED)


class Objection(Stream):
    def __init__(self, filed=True):
        super().__init__(AGGREGATE)
        if filed:
            self.do(file(), "pelamar:p1", OPENS)

    def decide(self, actor=BUDI):
        return Decide(actor, self.events[-1].reference)


REJECT = Propose("SCORE_CONFIRMED", SEALED, None)
ACCEPT = Propose("COMMITTEE_ERROR", SEALED, AMENDMENT)


def test_a_listed_candidate_objects_within_the_window_to_the_last_second_of_it():
    for moment in (OPENS, CLOSES):
        [filed] = Objection(filed=False).do(file(), "pelamar:p1", moment)
        assert (filed.data["edition"], filed.data["result"]["event"]) == (1, f"{FINAL}@3")
    objection = Objection(filed=False)
    early, late = datetime(2024, 9, 1, 16, 59, 59, tzinfo=UTC), datetime(2024, 9, 4, 17, 0, 0, tzinfo=UTC)
    assert objection.refuses(file(), early).rule == "sanggah-belum-dibuka"
    assert objection.refuses(file(), late).rule == "sanggah-sudah-ditutup"
    assert objection.refuses(file(on=result(objection=None)), OPENS).rule == "tanpa-masa-sanggah"


def test_whoever_is_on_no_published_list_learns_only_that_there_is_none():
    objection = Objection(filed=False)
    unlisted = (file(listed=False), file(person=SHA), file(on={**result(), "published": None}))
    assert {objection.refuses(one, OPENS).rule for one in unlisted} == {"hasil-belum-terbit"}


def test_to_the_skd_result_nobody_contests_skb():
    early = file(on=result("SKD"), contests=("SKD_SCORE", "SKB_SCORE"))
    assert Objection(filed=False).refuses(early, OPENS).rule == "sanggah-tahap-lain"


@pytest.mark.parametrize(("answer", "status"), [(REJECT, "rejected"), (ACCEPT, "accepted")])
def test_either_answer_is_proposed_by_one_and_decided_by_another_under_the_same_words(answer, status):
    objection = Objection()
    [proposed] = objection.do(answer, ANI)
    assert objection.state["status"] == "filed", "nothing follows from one signature"
    assert objection.refuses(objection.decide(ANI)).rule == "penanda-tangan-sama"
    assert objection.refuses(objection.decide(ANI_IN_THE_CHAIR)).rule == "penanda-tangan-sama"
    [decided] = objection.do(objection.decide(BUDI), BUDI)
    assert decided.data["proposed"] == proposed.reference
    assert (objection.state["status"], decided.data["amendment"]) == (status, answer.amendment)
    assert objection.refuses(REJECT).rule == "sudah-dijawab"
    assert objection.refuses(objection.decide()).rule == "sudah-dijawab"


def test_a_later_proposal_replaces_the_earlier_and_only_the_one_that_was_read_is_decided():
    objection = Objection()
    [first] = objection.do(REJECT, ANI)
    objection.do(ACCEPT, ANI)
    assert objection.refuses(Decide(BUDI, first.reference)).rule == "bukan-yang-dibaca"
    assert Objection().refuses(Decide(BUDI, first.reference)).rule == "belum-diusulkan"


def test_a_score_that_was_corrected_meanwhile_is_not_confirmed_and_another_answer_is():
    objection = Objection()
    objection.do(REJECT, ANI)
    later = format_time(OPENS + timedelta(hours=1))
    assert objection.refuses(replace(objection.decide(), corrected_at=later)).rule == "nilai-dikoreksi"
    objection.do(REJECT, ANI, OPENS + timedelta(hours=2))
    [decided] = objection.do(replace(objection.decide(), corrected_at=later), BUDI)
    assert not decided.data["accepted"]


def test_of_two_tests_the_last_correction_counts():
    first, second = ({"amended": {"at": f"2024-09-0{day}T00:00:00.000Z"}} for day in (1, 2))
    assert corrected_at({"skd": second, "skb": first}) == second["amended"]["at"]
    assert corrected_at({"skd": {"status": "PRESENT"}, "skb": None}) is None is corrected_at(None)


def test_the_ground_of_an_answer_fits_what_it_does():
    objection = Objection()
    assert objection.refuses(Propose("COMMITTEE_ERROR", SEALED, None)).rule == "alasan-jawaban"
    assert objection.refuses(Propose("SCORE_CONFIRMED", SEALED, AMENDMENT)).rule == "alasan-jawaban"
