from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from asnkit.signing import reference
from training.plan.domain import AGGREGATE as PLAN
from training.plan.domain import MOST_ITEMS, Approve, Item, Propose, PutDown, Reject, TakeOut
from training.plan.done import against

from tests.unit.registration.given import event, refused

from .given import COURSE_ID

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
UNIT_ID = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0021"
NEED_ID = "0192f0c4-7a41-5c3e-9b1d-2f6a5c8e0031"
PLAN_ID = "0192f0c4-7a51-5c3e-9b1d-2f6a5c8e0041"
OTHER_ID = "0192f0c4-7a41-5c3e-9b1d-2f6a5c8e0032"
NEED = {"status": "ACCEPTED"}
ITEM = Item(NEED_ID, UNIT_ID, "Pelayanan publik", COURSE_ID, "Pelayanan Prima", 16, 12, 2, 18_000_000, "APBD")
OTHER = replace(ITEM, need=OTHER_ID, subject="Kearsipan", course=None, title="Menata arsip", cost=7_000_000)
PUT_DOWN, AND_ANOTHER = PutDown(2027, ITEM, NEED), PutDown(2027, OTHER, NEED)
PROPOSE = Propose(25_000_000, "DPA 5.03.01/2027")


class Plan:
    """A plan after these commands; its events are signed under a hash, as they would be."""

    def __init__(self, *commands):
        self.state, self.made = None, []
        for command in commands:
            self.when(command(self.state) if callable(command) else command)

    def when(self, command):
        facts = PLAN.decide(self.state, command, NOW)
        for one in facts:
            made = event(one, len(self.made) + 1, "plan-" + PLAN_ID, NOW, "training")
            self.made.append(replace(made, actor="diklat:d1", sha256="ab" * 32))
            self.state = PLAN.evolve(self.state, self.made[-1])
        return facts

    def refuses(self, command):
        return refused(PLAN, self.state, command, NOW)


def approve(state, actor="pimpinan:p1"):
    return Approve(actor, reference(state["proposed"]))


def test_a_proposal_takes_the_programmes_as_they_are_and_sums_their_cost():
    [proposed] = Plan(PUT_DOWN, AND_ANOTHER).when(PROPOSE)
    assert (proposed.data["edition"], proposed.data["cost"]) == (1, 25_000_000)
    assert proposed.data["items"] == [asdict(ITEM), asdict(OTHER)]


def test_a_proposal_over_the_budget_is_refused_by_how_much():
    over = Plan(PUT_DOWN, AND_ANOTHER).refuses(replace(PROPOSE, budget=24_999_000))
    assert (over.rule, over.field) == ("melebihi-anggaran", "budget") and "Rp1.000." in str(over)


def test_what_is_put_down_again_for_a_need_takes_the_place_of_what_was():
    cheaper = replace(ITEM, cost=1)
    changed = Plan(PUT_DOWN, AND_ANOTHER, PutDown(2027, cheaper, NEED))
    assert changed.state["items"] == [asdict(cheaper), asdict(OTHER)]
    assert changed.when(PutDown(2027, cheaper, NEED)) == [], "the same again changes nothing"
    assert Plan(PUT_DOWN, AND_ANOTHER, TakeOut(NEED_ID)).state["items"] == [asdict(OTHER)]


def test_a_signed_plan_is_an_edition_and_the_next_one_stands_beside_it():
    signed = Plan(PUT_DOWN, PROPOSE, approve)
    assert signed.refuses(PROPOSE).rule == "tanpa-perubahan"
    twice = Plan(PUT_DOWN, PROPOSE, approve, AND_ANOTHER, PROPOSE, approve)
    assert [(one["edition"], len(one["items"])) for one in twice.state["editions"]] == [(1, 1), (2, 2)]
    assert "proposed" not in twice.state and twice.state["status"] == "draft"


def test_who_proposed_does_not_sign_and_what_was_read_is_what_is_signed():
    waiting = Plan(PUT_DOWN, PROPOSE)
    assert waiting.refuses(approve(waiting.state, "pimpinan:d1")).rule == "penanda-tangan-sama"
    other = Approve("pimpinan:p1", reference(waiting.state["proposed"]) | {"sha256": "0" * 64})
    assert waiting.refuses(other).rule == "bukan-yang-dibaca"


def test_while_it_waits_nothing_is_changed_and_what_went_back_can_be_changed():
    waiting = Plan(PUT_DOWN, PROPOSE)
    for command in (AND_ANOTHER, TakeOut(NEED_ID), PROPOSE):
        assert waiting.refuses(command).rule == "menunggu-tanda-tangan"
    back = Plan(PUT_DOWN, PROPOSE, Reject("Mulailah dari loket."))
    assert back.state["rejected"]["reason"] == "Mulailah dari loket."
    assert back.refuses(approve(waiting.state)).rule == "sudah-diputuskan"
    assert Plan(PUT_DOWN, PROPOSE, Reject("Mulailah dari loket."), PROPOSE).state["rejected"] is None


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(PUT_DOWN, year=2025), "tahun-rencana"),
        (replace(PUT_DOWN, year=2028), "tahun-rencana"),
        (replace(PUT_DOWN, need=None), "kebutuhan-tidak-ada"),
        (replace(PUT_DOWN, need={"status": "OPEN"}), "kebutuhan-belum-diterima"),
        (TakeOut(NEED_ID), "rencana-tidak-ada"),
        (PROPOSE, "rencana-tidak-ada"),
    ],
)
def test_a_programme_is_for_an_accepted_need_of_this_year_or_the_next(command, rule):
    assert Plan().refuses(command).rule == rule


def test_a_plan_without_programmes_or_with_too_many_is_refused():
    assert Plan(PUT_DOWN, TakeOut(NEED_ID)).refuses(PROPOSE).rule == "rencana-kosong"
    assert Plan(PUT_DOWN).refuses(TakeOut(OTHER_ID)).rule == "program-tidak-ada"
    full = Plan(PUT_DOWN).state | {"items": [asdict(ITEM) | {"need": str(n)} for n in range(MOST_ITEMS)]}
    assert refused(PLAN, full, AND_ANOTHER, NOW).rule == "rencana-penuh"


def test_beside_each_programme_stands_who_passed_of_its_unit():
    found = Counter({(COURSE_ID, UNIT_ID): 9, (COURSE_ID, OTHER_ID): 4})
    assert [one["done"] for one in against([asdict(ITEM), asdict(OTHER)], found)] == [9, None]
    assert against([asdict(replace(ITEM, unit=NEED_ID))], found)[0]["done"] == 0
