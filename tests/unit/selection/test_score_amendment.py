from dataclasses import replace

import pytest
from asnkit.proposal import Reject
from selection.candidate.domain import AGGREGATE as CANDIDATE
from selection.candidate.domain import Amend
from selection.ranking.changes import changed
from selection.score_amendment.domain import AGGREGATE, Approve, Propose
from selection.streams import line_stream, ranking_stream

from tests.unit.selection.cases import (
    ANI,
    ANI_IN_THE_CHAIR,
    BUDI,
    LINE,
    ROUND,
    ROUND_ID,
    SHA,
    VACANCY,
    Given,
    Stream,
    candidate,
    stream,
)

RANKING = f"{ranking_stream(ROUND_ID, 'SKD', VACANCY)}@1"
EVIDENCE = {"number": "B-112/BKN/2024", "sha256": SHA}


def skd(twk=65, tiu=80, tkp=170, status="PRESENT"):
    return {"status": status, "skd": {"twk": twk, "tiu": tiu, "tkp": tkp}, "skb": None}


class Amendment(Stream):
    """One correction of somebody's SKD, 166 in TKP as it is recorded."""

    def __init__(self, **about):
        super().__init__(AGGREGATE)
        self.candidate = candidate(1, skd=(65, 80, 166)) | about
        self.neighbours = {
            f"round-{ROUND_ID}@3": ROUND,
            f"{line_stream(VACANCY)}@1": LINE,
            f"{stream(1)}@2": self.candidate,
            RANKING: {},
        }

    def propose(self, after=None, **other):
        command = Propose(
            ROUND_ID, ROUND, LINE, stream(1), self.candidate, "SKD", after or skd(), "CAT_CORRECTION", EVIDENCE,
            frozenset({RANKING}), SHA, 0,
        )  # fmt: skip
        return replace(command, **other)

    def approve(self, actor=BUDI, **other):
        command = Approve(actor, self.events[0].reference, self.candidate, frozenset({RANKING}))
        return replace(command, **other)


def test_a_score_is_corrected_by_two_people_over_the_same_bytes():
    amendment = Amendment()
    [proposed] = amendment.do(amendment.propose(), ANI)
    before, after = proposed.data["before"]["skd"], proposed.data["after"]["skd"]
    assert (before["tkp"], after["tkp"], proposed.data["evidence"]) == (166, 170, EVIDENCE)
    assert (proposed.data["rankings"], proposed.data["impact_sha256"]) == ([RANKING], SHA)
    assert amendment.refuses(amendment.approve(ANI)).rule == "penanda-tangan-sama"
    assert amendment.refuses(amendment.approve(ANI_IN_THE_CHAIR)).rule == "penanda-tangan-sama"
    assert amendment.refuses(amendment.approve(proposed={"event": proposed.id, "sha256": "0" * 64})).rule == (
        "bukan-yang-dibaca"
    )
    [approved] = amendment.do(amendment.approve(), BUDI)
    assert approved.data["proposed"] == proposed.reference
    assert amendment.refuses(amendment.approve()).rule == "koreksi-sudah-diputus"


@pytest.mark.parametrize(
    ("after", "rule"),
    [
        (skd(tkp=166), "nilai-sama"),
        (skd(tkp=226), "nilai-mustahil"),
        (skd(twk=66), "nilai-mustahil"),
        (skd(status="ABSENT"), "nilai-tidak-hadir"),
        ({"status": "PRESENT", "skd": None, "skb": None}, "nilai-kurang"),
    ],
)
def test_the_new_score_is_another_one_and_one_that_the_test_can_give(after, rule):
    amendment = Amendment()
    assert amendment.refuses(amendment.propose(after)).rule == rule


def test_what_was_never_recorded_and_whoever_withdrew_cannot_be_corrected():
    assert Amendment(skd=None).refuses(Amendment(skd=None).propose()).rule == "nilai-belum-ada"
    gone = Amendment(withdrawn=True)
    assert gone.refuses(gone.propose()).rule == "peserta-mundur"
    nobody = Amendment()
    assert nobody.refuses(nobody.propose(candidate=None)).rule == "peserta-tidak-dikenal"
    assert nobody.refuses(nobody.propose(round={**ROUND, "rule_set": None})).rule == "aturan-belum-dikunci"


def test_a_list_or_a_score_that_changed_meanwhile_stops_the_second_signature():
    amendment = Amendment()
    amendment.do(amendment.propose(), ANI)
    other = candidate(1, skd=(65, 80, 168))
    assert amendment.refuses(amendment.approve(candidate=other)).rule == "nilai-berubah"
    later = RANKING.replace("@1", "@2")
    assert amendment.refuses(amendment.approve(rankings=frozenset({later}))).rule == "dampak-berubah"
    both = frozenset({RANKING, f"{ranking_stream(ROUND_ID, 'FINAL', VACANCY)}@1"})
    assert amendment.refuses(amendment.approve(rankings=both)).rule == "dampak-berubah"


def test_a_rejected_proposal_changes_nothing_any_more():
    amendment = Amendment()
    amendment.do(amendment.propose(), ANI)
    assert amendment.refuses(Reject({"event": amendment.events[0].id, "sha256": "0" * 64})).rule == "bukan-yang-dibaca"
    [rejected] = amendment.do(Reject(amendment.events[0].reference), ANI)
    assert rejected.fact == "score_amendment.rejected"
    assert amendment.refuses(amendment.approve()).rule == "koreksi-sudah-diputus"


def test_the_candidate_keeps_where_the_score_came_from_and_says_that_it_was_corrected():
    state = candidate(1, skd=(65, 80, 166))
    before = {key: state["skd"][key] for key in ("status", "skd", "skb")}
    amend = Amend("SKD", before, skd(), "CAT_CORRECTION", "score_amendment-0192f0c4-7a22-7c3e-9b1d-2f6a5c8e0012@2")
    given = Given(CANDIDATE)
    given.state = state
    given.when(amend)
    after = given.after["skd"]
    assert (after["skd"]["tkp"], after["origin"]) == (170, state["skd"]["origin"])
    assert after["amended"]["reason_code"] == "CAT_CORRECTION"
    given.state = given.after
    assert given.refuses(amend).rule == "nilai-berubah", "it corrects the score that was there"


def test_what_changes_in_a_list_is_said_person_by_person_and_nothing_else():
    def row(number, rank, code, total):
        return {"participant_no": number, "rank": rank, "code": code, "total": total, "final_shown": None, "tied": True}

    before = [row("1", 1, "L", 400), row("2", 2, "TL", 390), row("3", 3, "TL", 380)]
    after = [row("2", 1, "L", 410), row("1", 2, "TL", 400), row("3", 3, "TL", 380)]
    found = changed(before, after)
    assert [one["participant_no"] for one in found] == ["1", "2"]
    assert found[1]["before"] == {"rank": 2, "code": "TL", "total": 390, "final_shown": None}
    assert found[1]["after"] == {"rank": 1, "code": "L", "total": 410, "final_shown": None}
    assert changed(before, [*before, row("4", 4, "P", 300)])[0]["before"] is None


def test_a_correction_that_answers_an_objection_is_approved_with_it_and_not_without():
    objection = "score_objection-0192f0c4-7a23-7c3e-9b1d-2f6a5c8e0013"
    amendment = Amendment()
    amendment.do(amendment.propose(objection=objection), ANI)
    assert amendment.refuses(amendment.approve()).rule == "koreksi-sanggahan"
    [approved] = amendment.do(amendment.approve(objection=objection), BUDI)
    assert approved.data["objection"] == objection
    plain = Amendment()
    plain.do(plain.propose(), ANI)
    assert plain.refuses(plain.approve(objection=objection)).rule == "koreksi-sanggahan"
