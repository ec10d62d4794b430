import pytest
from selection.ranking.computation import final_rows
from selection.rules.ladder import DECIDED
from selection.tie.domain import AGGREGATE, Decide, Propose, orders_of

from tests.unit.selection.cases import (
    ANI,
    ANI_IN_THE_CHAIR,
    BUDI,
    CAT_ONLY,
    ROUND_ID,
    RULES,
    SHA,
    VACANCY,
    Stream,
    candidate,
    stream,
)

RANKING = "ranking-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@1"
MINUTES = {"number": "BA-12/PANSEL/2025", "sha256": SHA}
PLAN = {"category": "UMUM", "skb": CAT_ONLY}


def named(*numbers):
    return tuple({"candidate": stream(n), "participant_no": f"24{n:010d}"} for n in numbers)


class Tie(Stream):
    def __init__(self):
        super().__init__(AGGREGATE, neighbours={RANKING: {}})

    def propose(self, *numbers, tied=(1, 2)):
        people = frozenset(stream(n) for n in tied)
        return Propose(ROUND_ID, "CPNS-2024", VACANCY, RANKING, people, named(*numbers), "EXPERIENCE", MINUTES)

    def decide(self, actor=BUDI, ranking=RANKING):
        return Decide(actor, self.events[-1].reference, ranking)


def test_the_order_of_a_full_tie_is_proposed_by_one_and_decided_by_another():
    tie = Tie()
    [proposed] = tie.do(tie.propose(2, 1), ANI)
    assert orders_of(tie.state) == [], "nothing follows from one signature"
    assert tie.refuses(tie.decide(ANI)).rule == "penanda-tangan-sama"
    assert tie.refuses(tie.decide(ANI_IN_THE_CHAIR)).rule == "penanda-tangan-sama"
    assert tie.refuses(tie.decide(ranking=RANKING.replace("@1", "@2"))).rule == "peringkat-berubah"
    [decided] = tie.do(tie.decide(), BUDI)
    assert decided.data["proposed"] == proposed.reference
    assert orders_of(tie.state) == [[stream(2), stream(1)]]
    assert tie.refuses(tie.decide()).rule == "seri-belum-diusulkan"


@pytest.mark.parametrize("numbers", [(1,), (1, 1), (1, 3), (1, 2, 3)])
def test_exactly_those_who_are_tied_are_put_in_order(numbers):
    tie = Tie()
    assert tie.refuses(tie.propose(*numbers)).rule == "urutan-seri"


def test_where_nobody_is_tied_nothing_is_decided():
    tie = Tie()
    assert tie.refuses(tie.propose(1, 2, tied=())).rule == "tidak-seri"


def rows(decided=(), **more):
    people = {stream(n): candidate(n, skd=(65, 80, 166), skb="300") for n in (1, 2)} | more.get("others", {})
    return final_rows(people, 1, PLAN, RULES, {}, decided)


def test_the_ranking_goes_on_with_the_decision_and_says_who_decided():
    assert [row["code"] for row in rows()] == ["SERI", "SERI"]
    first, second = rows([[stream(2), stream(1)]])
    assert (first["candidate"], first["rank"], first["code"], first["tied"]) == (stream(2), 1, "L", False)
    assert (second["candidate"], second["rank"], second["code"]) == (stream(1), 2, "TL")
    assert (first["decided_by"], second["decided_by"]) == (None, DECIDED)
    assert rows([[stream(1), stream(2)], [stream(2), stream(1)]])[0]["candidate"] == stream(2), "the last one counts"


def test_a_decision_holds_for_exactly_its_people():
    third = {stream(3): candidate(3, skd=(65, 80, 166), skb="300")}
    assert {row["code"] for row in rows([[stream(2), stream(1)]], others=third)} == {"SERI"}
    assert [row["code"] for row in rows([[stream(3), stream(1)]])] == ["SERI", "SERI"]
