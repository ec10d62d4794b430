"""An improvement: promised after an index that is out, about one element of it, until a day that is to come."""

from datetime import UTC, date, datetime

import pytest
from asnkit.events import Refused, fold
from feedback.promise.domain import AGGREGATE, Finish, Miss, Promise, Undertake

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0009"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
SURVEY = {"unit": "BKPSDM", "service": "Pendaftaran", "ikm": {"elements": {"time": {"mean": "19/8"}}}}
DUE = date(2026, 12, 31)
TOPIC = {"title": "Antrean di loket", "unit": "BKPSDM", "shown": True}


def promise(survey=SURVEY, element="time", due=DUE):
    return Promise(ID, survey, element, "Loket kedua dibuka.", due)


def undertake(topic=TOPIC, due=DUE):
    return Undertake(ID, topic, "Loket kedua dibuka.", due)


def after(*commands):
    state = None
    for number, command in enumerate(commands, 1):
        [fact] = AGGREGATE.decide(state, command, NOON)
        state = fold(AGGREGATE, [event(fact, number, f"improvement-{ID}", NOON, service="feedback")], state)
    return state


def test_it_keeps_the_figure_of_before_and_is_done_once():
    state = after(promise(), Finish("Papan di lantai satu."))
    assert (state["before"], state["status"], state["done_on"]) == ("19/8", "done", "2026-11-18")
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(state, Finish("Lagi."), NOON)
    assert caught.value.rule == "sudah-selesai"


def test_what_is_promised_because_of_a_complaint_names_its_topic_and_no_figure():
    state = after(undertake())
    assert (state["topic"], state["unit"], state["element"], state["before"]) == (ID, "BKPSDM", None, None)


def test_what_a_unit_says_it_missed_is_said_once_and_may_still_be_done():
    missed = after(undertake(), Miss("Anggaran tidak disetujui."))
    assert (missed["status"], missed["reason"], missed["missed_on"]) == (
        "missed", "Anggaran tidak disetujui.", "2026-11-18",
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(missed, Miss("Lagi."), NOON)
    assert caught.value.rule == "sudah-dinyatakan"
    late = after(promise(), Miss("Anggaran tidak disetujui."), Finish("Papan di lantai satu."))
    assert (late["status"], late["missed_on"], late["done_on"]) == ("done", "2026-11-18", "2026-11-18")
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(late, Miss("Terlambat."), NOON)
    assert caught.value.rule == "sudah-selesai"


@pytest.mark.parametrize(
    "command, rule",
    [
        (promise(survey=None), "ikm-belum-terbit"),
        (promise(survey=SURVEY | {"ikm": None}), "ikm-belum-terbit"),
        (promise(element="colour"), "unsur-tidak-dikenal"),
        (promise(due=date(2026, 11, 18)), "tanggal-lewat"),
        (undertake(due=date(2026, 11, 18)), "tanggal-lewat"),
        (undertake(None), "pokok-tidak-ada"),
        (undertake(TOPIC | {"shown": False}), "pokok-tidak-ada"),
        (undertake(TOPIC | {"unit": None}), "pokok-tidak-ada"),
    ],
)
def test_what_is_promised_can_be_checked(command, rule):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(None, command, NOON)
    assert caught.value.rule == rule
