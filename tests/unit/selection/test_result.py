from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selection.ranking.domain import AGGREGATE as RANKING
from selection.ranking.domain import Compute
from selection.result.domain import AGGREGATE, Approve, Propose, Publish
from selection.streams import ranking_stream

from tests.unit.selection.cases import ANI, BUDI, LINE, ROUND, ROUND_ID, VACANCY, Given, candidate, stream

EVENING = datetime(2025, 1, 12, 16, 59, tzinfo=UTC)


def ranking(stage, version=1, tkp=166, **scores):
    """A computed ranking as the result's commands take it."""
    candidates = {stream(n): candidate(n, skd=(65, 80, tkp), skb="300", **scores) for n in (1, 2)}
    computed = Given(RANKING)
    computed.when(Compute(ROUND_ID, ROUND, stage, LINE, candidates))
    return {"stream": ranking_stream(ROUND_ID, stage, VACANCY), "version": version, "state": computed.after}


def stages(stage):
    ranked = (
        ranking(stage)
        if stage == "SKD"
        else ranking(stage) | {"state": {**ranking(stage)["state"], "counts": {"L": 2}}}
    )
    propose = Propose(ROUND_ID, ROUND, stage, (ranked,), 1, ANI)
    proposed = Given(AGGREGATE).when(propose)
    approve = Approve(BUDI, proposed[0].data["list_sha256"], (ranked,))
    approved = [*proposed, *Given(AGGREGATE, *proposed).when(approve)]
    publish = Publish("800/1/2025", "Hasil", ROUND, (ranked,))
    published = [*approved, *Given(AGGREGATE, *approved).when(publish, EVENING)]
    return propose, proposed, approve, approved, publish, published


PROPOSE, PROPOSED, APPROVE, APPROVED, PUBLISH, PUBLISHED = stages("SKD")


def test_a_result_needs_two_people_before_it_is_published():
    data = PUBLISHED[-1].data
    assert data["signers"] == [ANI, BUDI]
    assert data["rule_set"] == ROUND["rule_set"]
    assert data["rankings"][0]["ranking"] == f"{ranking_stream(ROUND_ID, 'SKD', VACANCY)}@1"
    assert data["list_sha256"] == PROPOSED[0].data["list_sha256"]
    assert data["counts"] == {"P/L": 2}


def test_the_first_signer_cannot_be_the_second():
    assert Given(AGGREGATE, *PROPOSED).refuses(replace(APPROVE, signer=ANI)).rule == "penanda-tangan-sama"


def test_the_second_signs_what_was_read():
    other = replace(APPROVE, list_sha256="0" * 64)
    assert Given(AGGREGATE, *PROPOSED).refuses(other).rule == "daftar-lain"


def test_nothing_is_published_without_the_second_signature_nor_out_of_order():
    assert Given(AGGREGATE, *PROPOSED).refuses(PUBLISH).rule == "hasil-belum-disetujui"
    assert Given(AGGREGATE, *PUBLISHED).refuses(PUBLISH).rule == "hasil-belum-disetujui"
    assert Given(AGGREGATE, *APPROVED).refuses(APPROVE).rule == "hasil-tidak-menunggu"
    assert Given(AGGREGATE).refuses(APPROVE).status == 404


@pytest.mark.parametrize(("facts", "command"), [(PROPOSED, APPROVE), (APPROVED, PUBLISH)])
def test_a_ranking_computed_since_stops_the_signatures_until_it_is_proposed_anew(facts, command):
    newer = ranking("SKD", 2, tkp=170)
    assert Given(AGGREGATE, *facts).refuses(replace(command, rankings=(newer,))).rule == "peringkat-berubah"
    again = Given(AGGREGATE, *facts)
    [fact] = again.when(replace(PROPOSE, rankings=(newer,), signer=BUDI))
    assert fact.data["edition"] == 1
    assert (again.after["status"], again.after["signers"]) == ("proposed", [BUDI])


def test_the_same_lists_are_not_proposed_twice():
    assert Given(AGGREGATE, *PROPOSED).refuses(PROPOSE).rule == "hasil-menunggu"
    assert Given(AGGREGATE, *PUBLISHED).refuses(PROPOSE).rule == "hasil-sama"


def test_a_later_edition_replaces_a_published_one_with_two_new_signatures():
    newer = ranking("SKD", 2, tkp=170)
    again = Given(AGGREGATE, *PUBLISHED)
    proposed = [*PUBLISHED, *again.when(replace(PROPOSE, rankings=(newer,), signer=BUDI))]
    assert again.after["published"]["edition"] == 1
    approve = Approve(ANI, proposed[-1].data["list_sha256"], (newer,))
    approved = [*proposed, *Given(AGGREGATE, *proposed).when(approve)]
    [fact] = Given(AGGREGATE, *approved).when(replace(PUBLISH, rankings=(newer,)))
    assert (fact.data["edition"], fact.data["replaces"], fact.data["signers"]) == (2, 1, [BUDI, ANI])


def test_skd_has_no_objections_in_2024_and_the_final_result_has_three_days_in_wib():
    assert PUBLISHED[-1].data["objection"] is None
    final = stages("FINAL")[-1]
    assert final[-1].data["objection"] == {
        "opens": "2025-01-12T17:00:00.000Z",
        "closes": "2025-01-15T16:59:59.999Z",
        "republish_by": "2025-01-22",
    }


def test_every_line_must_be_ranked_and_no_tie_may_wait_for_the_committee():
    assert Given(AGGREGATE).refuses(replace(PROPOSE, lines=2)).rule == "peringkat-belum-lengkap"
    assert Given(AGGREGATE).refuses(replace(PROPOSE, rankings=(), lines=0)).rule == "peringkat-belum-lengkap"
    tied = ranking("FINAL")
    assert tied["state"]["counts"] == {"SERI": 2}
    assert Given(AGGREGATE).refuses(replace(PROPOSE, rankings=(tied,))).rule == "seri-penuh"
