from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.need.domain import (
    ACCEPTED,
    COMPLAINTS,
    GAP,
    INDEX,
    LAW,
    MERGED,
    PERSON,
    UNIT,
    Accept,
    Decline,
    Identify,
    Join,
    Merge,
    Source,
    quarter_of,
    sources_of,
    subject_of,
    weight_of,
)
from training.need.domain import AGGREGATE as NEED

from .given import PERSON as SOMEBODY
from .given import Given

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SPRING = datetime(2027, 2, 1, 3, tzinfo=UTC)
UNIT_ID = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0021"
OTHER_ID = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0022"
NEED_ID = "0192f0c4-7a41-5c3e-9b1d-2f6a5c8e0031"
AGENCY = {"ends": None}
MEASURED = Source(GAP, 6, 9)
ASKED = Source(PERSON, 1, 1, person=SOMEBODY, reason="Saya baru di loket.")
ORDERED = Source(LAW, 4, 4, basis="UU 43/2009 Pasal 30", reason="Wajib bagi setiap pengelola.")
IDENTIFY = Identify(UNIT_ID, AGENCY, "SERVICE", "Pelayanan publik", MEASURED)


def need(*commands, now=NOW):
    facts = []
    for command in commands:
        facts += Given(NEED, *facts).when(command, now=now)
    return Given(NEED, *facts)


def said(source, **more):
    return replace(IDENTIFY, source=source, **more)


def test_whatever_else_speaks_for_an_open_need_joins_it_and_adds_to_its_weight():
    going = need(IDENTIFY, said(ASKED), said(ORDERED))
    assert [one["origin"] for one in going.state["sources"]] == [GAP, PERSON, LAW]
    assert weight_of(going.state["sources"]) == 9 + 1 + 4


def test_the_same_thing_said_twice_adds_nothing():
    going = need(IDENTIFY, said(ASKED), said(ORDERED))
    assert going.when(said(replace(MEASURED, people=9, missing=20)), now=NOW) == [], "measured once a quarter"
    assert going.when(said(replace(ASKED, reason="Sekali lagi, tolong.")), now=NOW) == []
    assert going.when(said(replace(ORDERED, people=7, missing=7)), now=NOW) == []
    assert going.when(said(replace(ORDERED, origin=UNIT, basis="800/1/2026")), now=NOW) != []


def test_the_next_quarters_measure_takes_the_place_of_the_last_one():
    going = need(IDENTIFY, said(ASKED))
    going.when(said(replace(MEASURED, people=2, missing=3)), now=SPRING)
    assert [one["quarter"] for one in going.after["sources"] if one["origin"] == GAP] == ["2026-Q4", "2027-Q1"]
    assert weight_of(going.after["sources"]) == 3 + 1


def test_what_the_public_says_counts_once_a_quarter_of_each_kind():
    slow, late = Source(INDEX, 40, 40, link=f"/ikm/{UNIT_ID}"), Source(COMPLAINTS, 7, 7, link="/aduan")
    going = need(
        *(replace(said(one), competence=None, subject="Waktu layanan", quarter="2026-Q3") for one in (slow, late))
    )
    assert [one["quarter"] for one in going.state["sources"]] == ["2026-Q3", "2026-Q3"], "of the figures, not of today"
    again = replace(said(replace(slow, people=50, missing=50)), quarter="2026-Q3")
    assert going.when(again, now=NOW) == [] and weight_of(going.state["sources"]) == 40 + 7
    going.when(replace(again, quarter="2026-Q4"), now=NOW)
    assert weight_of(going.after["sources"]) == 50 + 7


@pytest.mark.parametrize("answer", [Accept("Masuk rencana."), Decline("Sudah dilatih.")])
def test_what_was_decided_stays_decided(answer):
    going = need(IDENTIFY, answer)
    assert going.state["answer"]["reason"] == answer.reason
    refused = going.refuses(said(ASKED), now=NOW)
    assert refused.rule == "kebutuhan-sudah-diputuskan" and answer.reason in str(refused)
    for command in (
        Accept("Ya, tetap."),
        Decline("Tidak jadi."),
        Join([(ASKED, "2026-Q4")]),
        Merge(OTHER_ID, going.state, "Sama."),
    ):
        assert going.refuses(command, now=NOW).rule == "kebutuhan-sudah-diputuskan"
    assert need(IDENTIFY, Accept("Masuk rencana.")).state["status"] == ACCEPTED


def test_a_need_that_is_merged_brings_what_spoke_for_it():
    target = need(IDENTIFY, said(ASKED)).state
    typed = need(said(ORDERED, competence=None, subject="Melayani tamu"), said(ASKED, subject="Melayani tamu"))
    [merged] = typed.when(Merge(NEED_ID, target, "Sama dengan pelayanan publik."), now=NOW)
    assert merged.data["into"] == NEED_ID and typed.after["status"] == MERGED
    joined = Given(
        NEED, *Given(NEED).when(IDENTIFY, now=NOW), *Given(NEED, *Given(NEED).when(IDENTIFY)).when(said(ASKED))
    )
    assert [fact.data["origin"] for fact in joined.when(Join(sources_of(typed.state)), now=NOW)] == [LAW], "once each"


@pytest.mark.parametrize(
    ("into", "rule"),
    [
        (None, "kebutuhan-tidak-ada"),
        ({"unit": OTHER_ID, "status": "OPEN"}, "bukan-unit-yang-sama"),
        ({"unit": UNIT_ID, "status": "DECLINED"}, "kebutuhan-sudah-diputuskan"),
    ],
)
def test_a_need_is_merged_into_an_open_one_of_its_unit_only(into, rule):
    assert need(IDENTIFY).refuses(Merge(OTHER_ID, into, "Sama saja."), now=NOW).rule == rule


def test_a_need_is_not_merged_into_itself():
    going = need(IDENTIFY)
    assert going.refuses(Merge(NEED_ID, going.state, "Sama saja."), now=NOW).rule == "bukan-unit-yang-sama"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"unit": None}, "unit-tidak-ada"),
        ({"unit": {"ends": "2026-11-20"}}, "unit-sudah-berakhir"),
        ({"competence": "COOKING"}, "kompetensi-tidak-dikenal"),
    ],
)
def test_a_need_is_of_a_unit_that_goes_on(change, rule):
    assert need().refuses(replace(IDENTIFY, **change), now=NOW).rule == rule


def test_a_subject_that_is_called_like_a_competence_is_that_one():
    assert subject_of("pelayanan  PUBLIK") == ("SERVICE", "Pelayanan publik")
    assert subject_of("Pengelolaan arsip") == (None, "Pengelolaan arsip")


def test_quarters_are_of_the_calendar():
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
