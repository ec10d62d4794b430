"""What an office tells everybody of a complaint: when it may, in whose words, and what is like it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asnkit.events import Refused, fold
from feedback.rules.likeness import alike, words
from feedback.rules.warnings import warnings
from feedback.topic.domain import AGGREGATE, MOST_NEWS, Add, Tell, Withdraw

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 8, 18, 5, 30, tzinfo=UTC)
TITLE = "Antrean loket pendaftaran hari Senin"
TELL, NEWS = Tell(TITLE, "Puskesmas", "forwarded", ()), Add("Loket kedua dibuka.", ())


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"topic-{ID}", NOON, service="feedback")
            state = fold(AGGREGATE, [replace(made, time=fact.time or made.time)], state)
            facts.append(fact)
    return state, facts


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, NOON)
    return caught.value.rule


def test_news_stay_when_it_is_taken_back_and_told_again():
    state, facts = after(TELL, NEWS, Withdraw(), TELL)
    assert [fact.name for fact in facts] == ["topic.told", "topic.updated", "topic.withdrawn", "topic.told"]
    assert (state["shown"], state["news"]) == (True, [{"day": "2026-08-18", "text": "Loket kedua dibuka."}])
    assert after(TELL, Withdraw())[0]["shown"] is False


@pytest.mark.parametrize(
    ("status", "rule"),
    [("received", "belum-diteruskan"), ("archived", "aduan-berakhir"), ("not_our_authority", "aduan-berakhir")],
)
def test_nothing_is_told_that_nobody_works_on(status, rule):
    assert refused(replace(TELL, status=status)) == rule


def test_what_names_somebody_is_told_to_nobody():
    named = "Pak Budi di loket pendaftaran"
    assert refused(replace(TELL, title=named, found=warnings(named))) == "menyebut-orang"
    assert refused(Add(named, warnings(named)), TELL) == "menyebut-orang"


def test_what_is_not_shown_has_no_news():
    assert refused(NEWS) == refused(NEWS, TELL, Withdraw()) == "pokok-tidak-ada"
    assert refused(Withdraw(), TELL, Withdraw()) == "pokok-tidak-ada"
    assert refused(TELL, TELL) == "sudah-diumumkan"
    assert refused(NEWS, TELL, *[NEWS] * MOST_NEWS) == "kabar-cukup"


def test_with_an_erasure_the_record_says_the_day_in_an_order_that_holds():
    _, facts = after(TELL, Withdraw(erased=True))
    assert facts[-1].time == "2026-08-18T05:30:00.000Z", "not before what came before it"
    assert after(TELL, Withdraw())[1][-1].time is None


def test_likeness_goes_by_the_words_that_say_what_it_is_about():
    assert words("Antreannya di LOKET itu lama, dua jam setiap hari.") == {"antrean", "loket"}
    queue, chairs = words(TITLE), words("Kursi ruang tunggu untuk orang tua")
    titles = [("b", "Dinas", queue), ("a", "Puskesmas", queue), ("c", "Puskesmas", chairs)]
    text = "Setiap Senin antrean di loket pendaftaran dua jam."
    assert alike(text, "Puskesmas", titles) == ["a", "b"], "the same unit first"
    assert alike(text, None, titles) == ["a", "b"]
    assert alike("Loket 3 kotor.", "Puskesmas", titles) == [], "one word in common is none"
    assert alike("Kursi di ruang rapat patah.", "Puskesmas", titles) == ["c"]
    many = [(str(number), "Puskesmas", queue) for number in range(9)]
    assert alike(text, "Puskesmas", many) == ["0", "1", "2"]
    long = frozenset({*queue, "satu", "dua", "tiga", "enam", "tujuh", "lapan", "sembilan", "sepuluh"})
    assert alike("antrean loket pendaftaran", None, [("a", None, long)]) == [], "less than a third of its words"
