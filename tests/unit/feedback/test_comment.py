"""A comment on a selection: which stages take one, who lets it be read, and what its record says of when."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from asnkit.events import Fact, Refused, fold
from feedback.comment.domain import AGGREGATE, Give, Release, Withhold
from feedback.comment.stages import stages_of, takes
from feedback.comment.views import FIGURES, SELECTIONS

from tests.unit.registration.given import event

CONTRACTS_AT = Path(__file__).parents[3] / "shared" / "contracts" / "registration"
ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0015"
NOON = datetime(2026, 8, 18, 5, 30, tzinfo=UTC)
SEALED = {"sealed": "v1", "kid": ID, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
GIVE = Give("CPNS-2026", "administrasi", True, SEALED)
SELECTION = {
    "opens": "2026-08-01T00:00:00.000Z",
    "closes": "2026-08-18T16:59:59.000Z",
    "cancelled": False,
    "lists": [{"stage": "administrasi", "at": "2026-08-18T03:00:00.000Z"}],
}


def after(*commands):
    """(state, events); each is checked against its contract and folded."""
    state, made = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            one = event(fact, len(made) + 1, f"comment-{ID}", NOON, service="feedback")
            made.append(replace(one, time=fact.time or one.time))
            state = fold(AGGREGATE, [made[-1]], state)
    return state, made


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, NOON)
    return caught.value.rule


def test_its_record_says_the_day_and_not_the_hour():
    assert after(GIVE)[1][0].time == "2026-08-17T17:00:00.000Z"


def test_nobody_reads_it_before_a_moderator_let_it_out():
    assert after(GIVE)[0]["status"] == "given"
    assert after(GIVE, Release(None, ()))[0]["status"] == "released"
    assert after(GIVE, Release(SEALED, ()))[0]["edited"] == SEALED
    assert refused(Release(None, ("NAME",)), GIVE) == "menyebut-orang"


def test_what_was_withheld_stays_so():
    gone = Withhold("INSULT")
    assert after(GIVE, Release(None, ()), gone)[0]["reason"] == "INSULT"
    assert refused(Release(None, ()), GIVE, gone) == refused(Release(None, ()), GIVE, Release(None, ()))
    assert refused(gone, GIVE, gone) == "sudah-ditahan"
    assert refused(gone) == "tanggapan-tidak-ada"


def test_a_stage_that_is_not_open_takes_none():
    assert refused(replace(GIVE, open=False)) == "tahap-tidak-terbuka"


def test_a_list_takes_comments_for_ten_whole_days():
    last = datetime(2026, 8, 28, 16, 59, 59, 999_000, tzinfo=UTC)
    assert takes(SELECTION, "administrasi", last)
    assert not takes(SELECTION, "administrasi", datetime(2026, 8, 28, 17, tzinfo=UTC))
    assert not takes(SELECTION, "skd", NOON)


def test_registration_takes_comments_while_it_is_open():
    assert [one.open for one in stages_of(SELECTION, NOON)] == [True, True]
    assert not takes(SELECTION, "pendaftaran", datetime(2026, 8, 18, 17, tzinfo=UTC))
    assert not stages_of({**SELECTION, "opens": "2026-08-19T00:00:00.000Z", "lists": []}, NOON)


def test_nothing_is_open_in_what_was_cancelled_or_never_announced():
    assert not any(one.open for one in stages_of({**SELECTION, "cancelled": True}, NOON))
    assert stages_of(None, NOON) == []


def _heard(fact, stream, hour=1, **more):
    """What registration says of CPNS-2024, as its contract's example has it."""
    known = json.loads((CONTRACTS_AT / f"{fact}.v1.json").read_text())["examples"][0]
    return event(Fact(fact, known | more), 1, stream, datetime(2024, 9, 20, hour, tzinfo=UTC))


def test_a_selection_is_the_same_in_whatever_order_it_is_heard_of():
    told = [_heard("period.announced", "period-1")]
    told += [
        _heard("announcement.published", f"announcement-{hour}", hour, stage=stage)
        for stage, hour in (("skd", 3), ("skd", 5), ("administrasi", 2))
    ]
    rows = []
    for order in permutations(told):
        row = None
        for one in order:
            row = SELECTIONS.fold(row, one)
        rows.append(row)
    assert all(row == rows[0] for row in rows)
    assert [(one["stage"], one["at"][11:13]) for one in rows[0]["lists"]] == [("administrasi", "02"), ("skd", "05")]


def test_a_period_that_moves_moves_its_stage():
    row = SELECTIONS.fold(
        SELECTIONS.fold(None, _heard("period.announced", "period-1")), _heard("period.amended", "period-1")
    )
    assert (row["opens"], row["closes"]) == ("2024-08-19T17:00:00.000Z", "2024-09-10T16:59:59.000Z")
    assert SELECTIONS.fold(row, _heard("period.cancelled", "period-1"))["cancelled"]


def test_the_numbers_say_how_many_came_are_shown_and_are_not():
    row = None
    for commands in (
        (GIVE, Release(None, ())),
        (GIVE, Withhold("INSULT")),
        (GIVE, Release(None, ()), Withhold("PERSON")),
    ):
        for one in after(*commands)[1]:
            row = FIGURES.fold(row, one)
    assert row == {"stages": {"administrasi": {"given": 3, "released": 1, "withheld": 2}}}
