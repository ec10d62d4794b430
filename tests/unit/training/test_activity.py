"""What somebody did elsewhere: handed in once, looked at by another person, and its hours in the book."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import Refused
from marshmallow import ValidationError
from training.activity.domain import AGGREGATE as ACTIVITY
from training.activity.domain import MOST_WAITING, Accept, HandIn, Refuse
from training.activity.likeness import Known, check_new, plain
from training.activity.schemas import HandInActivity
from training.civil_servant.book import developed
from training.hours.domain import AGGREGATE as HOURS
from training.hours.domain import CreditPassed, Recognise, Restore, Reverse, Withdraw
from training.rules.conversions import CONVERSIONS, MINUTES, Conversion

from .given import PERSON, SERVANT, Given

NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)
SEALED = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
ID = "0192f0c4-7a51-7c3e-9b1d-2f6a5c8e0041"
PAPER = Known("Bimtek Arsip Dinamis", "ANRI", "12/ANRI/2026", date(2026, 11, 2), date(2026, 11, 4))
HAND_IN = HandIn(PERSON, SERVANT, 0, (), "TECHNICAL", 20, None, PAPER, SEALED, "cd" * 32, 48_213)
COACHED = replace(HAND_IN, kind="COACHING", hours=None, amount=3)
HANDED_IN = Given(ACTIVITY).when(HAND_IN, now=NOW)
ACCEPT = Accept("d1", 20, None, PAPER, ())
RECOGNISE = Recognise(ID, PERSON, "TECHNICAL", 20, "2026-11-04")


def handed_in():
    return Given(ACTIVITY, *HANDED_IN)


def test_the_hours_of_a_training_are_those_of_its_certificate():
    [fact] = HANDED_IN
    assert (fact.data["hours"], fact.data["conversion"], fact.data["completed_on"]) == (20, None, "2026-11-04")
    assert not any(word in str(fact.data) for word in (PAPER.title, PAPER.provider, PAPER.number)), "it is sealed"


def test_the_hours_of_another_activity_follow_from_the_table_which_stays_with_it():
    [fact] = Given(ACTIVITY).when(COACHED, now=NOW)
    rule = {"unit": "TIMES", "each": 1, "hours": 2, "amount": 3}
    assert (fact.data["hours"], fact.data["conversion"]) == (6, rule)


@pytest.mark.parametrize(
    ("kind", "amount", "hours"),
    [("COACHING", 1, 2), ("MENTORING", 4, 8), ("INTERNSHIP", 1, 20), ("DETACHMENT", 2, 40)]
    + [("E_LEARNING", minutes, hours) for minutes, hours in ((44, 0), (45, 1), (89, 1), (90, 2), (100_000, 2222))],
)
def test_what_does_not_fill_a_lesson_hour_counts_for_none(kind, amount, hours):
    assert CONVERSIONS[kind].of(amount) == hours
    assert Conversion(MINUTES, 60, 3).of(119) == 3


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"servant": None}, "bukan-asn"),
        ({"servant": {**SERVANT, "left_at": "2026-01-01"}}, "bukan-asn"),
        ({"waiting": MOST_WAITING}, "terlalu-banyak"),
        ({"says": PAPER._replace(completed_on=date(2026, 12, 1))}, "selesai-di-masa-depan"),
        ({"says": PAPER._replace(began=date(2026, 11, 5))}, "tanggal-terbalik"),
        ({"kind": "E_LEARNING", "hours": None, "amount": 44}, "jp-di-luar-batas"),
        ({"kind": "E_LEARNING", "hours": None, "amount": 100_000}, "jp-di-luar-batas"),
        ({"others": [PAPER]}, "sertifikat-sudah-tercatat"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_by_what_is_wrong(change, rule):
    assert Given(ACTIVITY).refuses(replace(HAND_IN, **change), NOW).rule == rule


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        (PAPER._replace(title="Lain sekali", number="12-anri 2026", began=PAPER.began), "sertifikat-sudah-tercatat"),
        (PAPER._replace(number="9", title="BIMTEK  arsip-dinamis"), "kegiatan-sudah-tercatat"),
        (PAPER._replace(number="9", provider="LAN", completed_on=PAPER.began), "kegiatan-sudah-tercatat"),
        (PAPER._replace(title="Lain", provider=None), "sertifikat-sudah-tercatat"),
        (PAPER._replace(title="Lain", provider="LAN"), None),
        (PAPER._replace(number="9", began=date(2026, 11, 5), completed_on=date(2026, 11, 6)), None),
        (PAPER._replace(number=None, title="Lain"), None),
    ],
)
def test_the_same_paper_or_the_same_days_of_the_same_training_are_named(other, rule):
    if rule is None:
        return check_new(PAPER, [other])
    with pytest.raises(Refused) as refused:
        check_new(PAPER, [other])
    assert refused.value.rule == rule and other.title in refused.value.message


def test_two_ways_of_writing_the_same_are_the_same():
    assert plain("N° 12/ANRI – 2026") == plain("n°12 anri 2026") and plain("Café") == plain("cafe")


def test_somebody_else_accepts_it_as_it_is_or_says_why_not():
    [fact] = handed_in().when(ACCEPT, now=NOW)
    assert fact.data == {"person": PERSON, "hours": 20}
    assert handed_in().refuses(replace(ACCEPT, hours=19), NOW).rule == "alasan-wajib"
    [fact] = handed_in().when(replace(ACCEPT, hours=19, reason=SEALED), now=NOW)
    assert (fact.data["hours"], fact.data["reason"]) == (19, SEALED)


@pytest.mark.parametrize("command", [ACCEPT, Refuse("d1", SEALED)])
def test_it_is_looked_at_once_and_by_no_one_of_whom_it_is(command):
    assert handed_in().refuses(replace(command, by=PERSON), NOW).rule == "kegiatan-sendiri"
    assert Given(ACTIVITY).refuses(command, NOW).rule == "kegiatan-tidak-ada"
    for first in (ACCEPT, Refuse("d1", SEALED)):
        ended = Given(ACTIVITY, *HANDED_IN, *handed_in().when(first, now=NOW))
        assert ended.refuses(command, NOW).rule == "sudah-diperiksa"


def test_what_came_into_the_book_meanwhile_is_seen_before_it_is_accepted():
    assert handed_in().refuses(replace(ACCEPT, others=[PAPER]), NOW).rule == "sertifikat-sudah-tercatat"


def test_a_certificate_has_hours_and_what_is_converted_an_amount():
    told = {"title": PAPER.title, "provider": "ANRI", "number": "12/A", "began": "2026-11-02"}
    told |= {"completed_on": "2026-11-04"}
    for kind, right, wrong in (("TECHNICAL", "hours", "amount"), ("COACHING", "amount", "hours")):
        assert HandInActivity().load({**told, "kind": kind, right: "3"})[right] == 3
        for sent in ({wrong: "3"}, {right: "3", wrong: "3"}):
            with pytest.raises(ValidationError):
                HandInActivity().load({**told, "kind": kind, **sent})


def test_hours_withdrawn_by_mistake_count_again_by_somebody_else_and_all_three_are_told():
    book = Given(HOURS, *Given(HOURS).when(RECOGNISE, now=NOW))
    again = Restore("diklat:d2", "d2", "Surat aslinya sudah diperlihatkan.")
    assert book.refuses(again, NOW).rule == "masih-terhitung"
    assert book.refuses(Withdraw(PERSON, "Bukan milik saya."), NOW).rule == "jp-sendiri"
    withdrawn = book.when(Withdraw("d1", "Bukan miliknya."), now=NOW)
    assert book.after["reversed"] is True
    book = Given(HOURS, *Given(HOURS).when(RECOGNISE, now=NOW), *withdrawn)
    assert book.refuses(Withdraw("d1", "Sekali lagi."), NOW).rule == "sudah-dibatalkan"
    assert book.refuses(replace(again, by=PERSON), NOW).rule == "jp-sendiri"
    same = book.state["told"][-1]["actor"]
    assert book.refuses(replace(again, actor=same), NOW).rule == "orang-yang-sama"
    twice = replace(again, says=PAPER, others=[PAPER])
    assert book.refuses(twice, NOW).rule == "sertifikat-sudah-tercatat", "it was handed in once more"
    [fact] = book.when(again, now=NOW)
    assert (fact.name, fact.data["hours"], fact.data["again"]) == ("hours.recognised", 20, again.reason)
    assert "reversed" not in book.after
    assert [one["fact"] for one in book.after["told"]] == ["hours.recognised", "hours.withdrawn", "hours.recognised"]


def test_hours_of_a_session_are_credited_again_as_they_were():
    passed = {"person": PERSON, "enrolment": ID, "hours": 16, "completed_on": "2026-12-02", "code": "PBJ-1"}
    first = Given(HOURS).when(CreditPassed({**passed, "certificate_no": "PBJ-1/001"}), now=NOW)
    book = Given(HOURS, *first)
    assert book.refuses(Withdraw("d1", "Dengan tangan."), NOW).rule == "jp-dari-sertifikat"
    reversed_ = book.when(Reverse("Sertifikat PBJ-1/001 dicabut."), now=NOW)
    [fact] = Given(HOURS, *first, *reversed_).when(Restore("diklat:d2", "d2", "Pencabutannya keliru."), now=NOW)
    assert fact.name == "hours.credited"
    assert fact.data == {**first[0].data, "again": "Pencabutannya keliru."}
    assert Given(HOURS).refuses(Restore("diklat:d2", "d2", "Tidak ada."), NOW).rule == "jp-tidak-ada"


def test_hours_of_an_activity_are_developed_hours_of_their_year():
    entry = {"activity": ID, "kind": "COACHING", "hours": 6, "year": 2026, "completed_on": "2026-11-04"}
    assert developed({"hours": {"a": entry, "b": {**entry, "reversed": True}}}) == {"2026": 6}
