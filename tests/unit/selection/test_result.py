from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selection.ranking.domain import AGGREGATE as RANKING
from selection.ranking.domain import Compute, ranked
from selection.result.domain import AGGREGATE, Approve, Propose, Publish
from selection.streams import line_stream, ranking_stream, result_stream

from tests.unit.selection.cases import (
    ANI,
    ANI_IN_THE_CHAIR,
    BUDI,
    LINE,
    OTHER,
    ROUND,
    ROUND_ID,
    SHA,
    VACANCY,
    Given,
    Stream,
    candidate,
    stream,
)

EVENING = datetime(2025, 1, 12, 16, 59, tzinfo=UTC)
LINES = {line_stream(VACANCY): LINE}


def ranking(stage, version=1, tkp=166, **scores):
    """{stream@version: state} of a computed ranking."""
    candidates = {stream(n): candidate(n, skd=(65, 80, tkp), skb="300", **scores) for n in (1, 2)}
    computed = Given(RANKING)
    listing = ranked(ROUND_ID, ROUND, stage, LINE, candidates)
    computed.when(Compute(ROUND_ID, ROUND, stage, LINE, listing, SHA))
    return {f"{ranking_stream(ROUND_ID, stage, VACANCY)}@{version}": computed.after}


class Result(Stream):
    """A result on its way, with what it rests on."""

    def __init__(self, stage="SKD"):
        super().__init__(AGGREGATE, result_stream(ROUND_ID, stage))
        self.stage = stage
        self.rank(ranking(stage) if stage == "SKD" else decided(ranking(stage)))

    def rank(self, rankings):
        self.rankings = rankings
        lines = {f"{name}@1": line for name, line in LINES.items()}
        self.neighbours = {f"round-{ROUND_ID}@3": ROUND, **lines, **rankings}

    @property
    def propose(self):
        return Propose(ROUND_ID, ROUND, self.stage, LINES, self.rankings)

    def approve(self, actor=BUDI):
        return Approve(actor, self.events[-1].reference, frozenset(self.rankings))

    @property
    def publish(self):
        return Publish(self.events[-1].reference, "800/1/2025", "Hasil", ROUND, frozenset(self.rankings), SHA)

    def signed(self, first=ANI, second=BUDI):
        self.do(self.propose, first)
        self.do(self.approve(second), second)
        return self


def decided(rankings):
    return {name: {**state, "counts": {"L": 2}} for name, state in rankings.items()}


def test_a_result_is_signed_by_two_people_each_under_the_event_before():
    result = Result().signed()
    [published] = result.do(result.publish, ANI)
    proposed, approved = result.events[0], result.events[1]
    assert approved.data["proposed"] == published.data["proposed"] == proposed.reference
    assert published.data["approved"] == approved.reference
    assert [event.actor for event in result.events] == [ANI, BUDI, ANI]
    assert (published.data["rule_set"], published.data["rules_sha256"]) == (ROUND["rule_set"], ROUND["rules_sha256"])
    assert published.data["rankings"][0]["ranking"] == f"{ranking_stream(ROUND_ID, 'SKD', VACANCY)}@1"
    assert published.data["counts"] == {"P/L": 2}


def test_no_event_and_no_state_copies_who_signed():
    result = Result().signed()
    result.do(result.publish)
    assert not [event for event in result.events if "panitia" in str(event.data) or "signer" in str(event.data)]


@pytest.mark.parametrize("actor", [ANI, ANI_IN_THE_CHAIR])
def test_the_first_signer_cannot_be_the_second(actor):
    result = Result()
    result.do(result.propose, ANI)
    assert result.refuses(result.approve(actor)).rule == "penanda-tangan-sama"


def test_the_second_signs_and_the_publisher_publishes_what_was_read():
    result = Result()
    result.do(result.propose, ANI)
    other = {"event": result.events[0].id, "sha256": "0" * 64}
    assert result.refuses(replace(result.approve(), proposed=other)).rule == "bukan-yang-dibaca"
    result.do(result.approve(), BUDI)
    older = replace(result.publish, approved=result.events[0].reference)
    assert result.refuses(older).rule == "bukan-yang-dibaca"


def test_nothing_is_published_without_the_second_signature_nor_out_of_order():
    result = Result()
    result.do(result.propose, ANI)
    assert result.refuses(result.publish).rule == "hasil-belum-disetujui"
    result.do(result.approve(), BUDI)
    assert result.refuses(result.approve()).rule == "hasil-tidak-menunggu"
    result.do(result.publish)
    assert result.refuses(result.publish).rule == "hasil-belum-disetujui"
    assert Stream(AGGREGATE).refuses(result.approve()).status == 404
    with pytest.raises(TypeError):
        result.do("publish it")


@pytest.mark.parametrize("steps", [1, 2])
def test_a_ranking_computed_since_stops_the_signatures_until_it_is_proposed_anew(steps):
    result = Result()
    result.do(result.propose, ANI)
    if steps == 2:
        result.do(result.approve(), BUDI)
    result.rank(ranking("SKD", 2, tkp=170))
    command = result.approve() if steps == 1 else result.publish
    assert result.refuses(command).rule == "peringkat-berubah"
    [event] = result.do(result.propose, BUDI)
    assert event.data["edition"] == 1
    assert (result.state["status"], result.state["approved"]) == ("proposed", None)
    assert result.refuses(result.approve(BUDI)).rule == "penanda-tangan-sama"


def test_the_same_lists_are_not_proposed_twice():
    result = Result()
    result.do(result.propose)
    assert result.refuses(result.propose).rule == "hasil-menunggu"
    result.do(result.approve(), BUDI)
    result.do(result.publish)
    assert result.refuses(result.propose).rule == "hasil-sama"


def test_a_later_edition_replaces_a_published_one_with_two_new_signatures():
    result = Result().signed()
    result.do(result.publish)
    result.rank(ranking("SKD", 2, tkp=170))
    result.signed(BUDI, ANI)
    assert result.state["published"]["edition"] == 1
    [event] = result.do(result.publish)
    assert (event.data["edition"], event.data["replaces"]) == (2, 1)


def test_skd_has_no_objections_in_2024_and_the_final_result_has_three_days_in_wib():
    for stage, expected in (
        ("SKD", None),
        (
            "FINAL",
            {
                "opens": "2025-01-12T17:00:00.000Z",
                "closes": "2025-01-15T16:59:59.999Z",
                "republish_by": "2025-01-22",
            },
        ),
    ):
        result = Result(stage).signed()
        [event] = result.do(result.publish, now=EVENING)
        assert event.data["objection"] == expected


def test_every_line_must_be_ranked_by_the_locked_rules_and_no_tie_may_wait_for_the_committee():
    result = Result()
    more = {**LINES, line_stream(OTHER): {**LINE, "vacancy": OTHER}}
    for incomplete in (replace(result.propose, lines=more), replace(result.propose, lines={}, rankings={})):
        assert result.refuses(incomplete).rule == "peringkat-belum-lengkap"
    [(name, state)] = result.rankings.items()
    older = replace(result.propose, rankings={name: {**state, "rules_sha256": "0" * 64}})
    assert result.refuses(older).rule == "peringkat-aturan-lain"
    tied = ranking("FINAL")
    assert [state["counts"] for state in tied.values()] == [{"SERI": 2}]
    assert result.refuses(replace(result.propose, rankings=tied)).rule == "seri-penuh"
