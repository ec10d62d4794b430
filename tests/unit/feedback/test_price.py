"""The price of a training: set with its source, and what it was before stays."""

from datetime import UTC, datetime, timedelta

from feedback.price.domain import AGGREGATE, HISTORY, Set, stream_of

from tests.unit.registration.given import Given

NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
FIRST, NEXT = Set("seminar", 6, 350_000, "Contoh"), Set("seminar", 8, 400_000, "Standar biaya 2027")


def test_what_a_price_was_before_stays_below_it_and_the_same_is_not_set_twice():
    story = Given(AGGREGATE, at=NOON, service="feedback")
    for number in range(HISTORY + 2):
        story.when(NEXT if number % 2 else FIRST, NOON + timedelta(days=number))
        story.state = story.after
    last, before, *_ = story.state["settings"]
    assert (last["money"], before["money"], last["basis"]) == (400_000, 350_000, "Standar biaya 2027")
    assert len(story.state["settings"]) == HISTORY, "older ones stay events"
    assert story.refuses(NEXT).rule == "harga-sama"
    assert story.when(Set("seminar", 8, 400_000, "Standar biaya 2028")), "the same price may have another source"


def test_each_kind_has_a_stream_of_its_own():
    assert len({stream_of(kind) for kind in ("leadership", "functional", "technical", "seminar")}) == 4
