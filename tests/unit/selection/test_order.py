"""No stage becomes public before those that lead to it, unless two people sign and publish why."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from asnkit.catalogue import Undecidable
from selection.admission.domain import AGGREGATE as ADMISSION
from selection.admission.domain import Order
from selection.rules.order import LISTS, STAGES, announced_lists, missing

from tests.unit.selection.cases import ANI, BUDI, SHA, Given
from tests.unit.selection.test_result import Result

REASON = "Jadwal CAT ditetapkan BKN sebelum masa sanggah selesai."
LATER = ("SKD", "FINAL")


def admission(stage):
    """The state of an order to admit whoever is on that list; of a release before for None."""
    ordered = Given(ADMISSION)
    ordered.when(Order(f"0192f0c4-7a16-7c3e-9b1d-{len(stage or ''):012x}", "CPNS-2024", SHA, 1, stage or LISTS[0]))
    return {name: value for name, value in ordered.after.items() if stage or name != "stage"}


def subsets(stages):
    return chain.from_iterable(combinations(stages, n) for n in range(len(stages) + 1))


class Ordered(Result):
    """A result on its way that is asked what was announced before it."""

    def __init__(self, stage="SKD", lists=(), skd=False):
        super().__init__(stage)
        self.public(lists, skd)

    def public(self, lists, skd=False):
        self.announced = frozenset(lists) | ({"SKD"} if skd else frozenset())
        self.rank(self.rankings)
        orders = {f"admission-0192f0c4-7a16-7c3e-9b1d-{n:012x}@1": admission(one) for n, one in enumerate(lists)}
        if skd:
            done = Result().signed()
            done.do(done.publish)
            orders[f"{done.stream}@3"] = done.state
        self.neighbours |= orders

    def proposal(self, reason=None):
        return replace(self.propose, announced=self.announced, order_reason=reason)

    def approval(self, actor=BUDI):
        return replace(self.approve(actor), announced=self.announced)

    @property
    def publication(self):
        return replace(self.publish, announced=self.announced)


@pytest.mark.parametrize("stage", LATER)
def test_of_every_order_only_the_whole_one_goes_without_a_reason(stage):
    earlier = STAGES[: STAGES.index(stage)]
    for public in subsets(earlier):
        result = Ordered(stage, [one for one in public if one in LISTS], "SKD" in public)
        ahead_of = [one for one in earlier if one not in public]
        if ahead_of:
            refused = result.refuses(result.proposal())
            assert (refused.rule, refused.status, refused.field) == ("urutan-tahap", 422, "order_reason")
            [event] = result.do(result.proposal(REASON))
            assert event.data["order"] == {"ahead_of": ahead_of, "reason": REASON}
        else:
            refused = result.refuses(result.proposal(REASON))
            assert (refused.rule, refused.status, refused.field) == ("urutan-terpenuhi", 422, "order_reason")
            [event] = result.do(result.proposal())
            assert "order" not in event.data


def test_the_refusal_names_each_stage_that_is_missing():
    result = Ordered("FINAL")
    assert "hasil seleksi administrasi, hasil pasca sanggah, hasil SKD" in str(result.refuses(result.proposal()))


def test_the_reason_stands_in_both_signatures_and_in_what_is_published():
    result = Ordered(lists=["administrasi"])
    result.do(result.proposal(REASON), ANI)
    result.do(result.approval(), BUDI)
    result.do(result.publication)
    order = {"ahead_of": ["pasca_sanggah"], "reason": REASON}
    assert [event.data["order"] for event in result.events] == [order] * 3
    assert result.state["published"]["order"] == order


def test_a_stage_that_is_announced_meanwhile_changes_nothing_of_what_was_signed():
    result = Ordered(lists=["administrasi"])
    result.do(result.proposal(REASON), ANI)
    result.public(LISTS)
    result.do(result.approval(), BUDI)
    [event] = result.do(result.publication)
    assert event.data["order"]["ahead_of"] == ["pasca_sanggah"]


def test_a_result_that_a_release_before_let_be_proposed_early_is_neither_approved_nor_published():
    result = Ordered()
    result.do(result.propose, ANI)
    refused = result.refuses(result.approval())
    assert (refused.rule, refused.status) == ("urutan-tahap", 409)
    result.do(result.approve(), BUDI)
    assert result.refuses(result.publication).rule == "urutan-tahap"
    [event] = result.do(result.proposal(REASON), ANI)
    assert event.data["order"]["reason"] == REASON, "the same lists are proposed anew, with the reason"


def test_whoever_audits_finds_a_proposal_that_leaves_out_a_list_that_its_basis_does_not_name():
    result = Ordered(lists=["administrasi"])
    with pytest.raises(Undecidable, match="urutan-tahap"):
        result.do(result.propose, ANI)


def test_the_same_lists_with_the_same_reason_wait_and_another_reason_is_another_proposal():
    result = Ordered(lists=["administrasi"])
    result.do(result.proposal(REASON), ANI)
    assert result.refuses(result.proposal(REASON)).rule == "hasil-menunggu"
    [event] = result.do(result.proposal("Surat BKN nomor 5 tahun 2024."), ANI)
    assert event.data["order"]["reason"] == "Surat BKN nomor 5 tahun 2024."


def test_a_later_edition_says_nothing_of_an_order_that_is_whole_by_then():
    result = Ordered(lists=["administrasi"])
    result.do(result.proposal(REASON), ANI)
    result.do(result.approval(), BUDI)
    result.do(result.publication)
    result.rankings = {name.replace("@1", "@2"): state for name, state in result.rankings.items()}
    result.public(LISTS)
    result.do(result.proposal(), ANI)
    result.do(result.approval(), BUDI)
    [event] = result.do(result.publication)
    assert "order" not in event.data and result.state["published"]["order"] is None
    assert result.state["earlier"][0]["order"]["reason"] == REASON


def test_an_event_whose_basis_names_no_list_is_decided_again_as_it_was():
    result = Result().signed()
    [event] = result.do(result.publish)
    assert "order" not in event.data and "admission" not in event.basis


def test_orders_of_a_release_before_name_no_stage_and_count_in_the_order_of_the_announcements():
    before, first, second = admission(None), admission("administrasi"), admission("pasca_sanggah")
    assert announced_lists([]) == frozenset()
    assert announced_lists([before]) == announced_lists([first]) == {"administrasi"}
    assert announced_lists([before, before]) == announced_lists([before, second]) == set(LISTS)
    assert announced_lists([second]) == {"pasca_sanggah"}
    assert missing("SKD", announced_lists([second])) == ["administrasi"]
