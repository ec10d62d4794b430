import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.rules.seats import Seats, cancel, request, resize

people = st.sampled_from("abcdefgh")
acts = st.lists(
    st.one_of(
        st.tuples(st.just(request), people),
        st.tuples(st.just(cancel), people),
        st.tuples(st.just(resize), st.integers(0, 5)),
    ),
    max_size=40,
)


def after(seats, *acts):
    for act, about in acts:
        seats = act(seats, about)
    return seats


def test_a_cancelled_seat_goes_to_whoever_waits_first():
    seats = after(Seats(2), (request, "a"), (request, "b"), (request, "c"), (request, "d"), (cancel, "a"))
    assert seats == Seats(2, ("b", "c"), ("d",))


def test_asking_twice_keeps_the_place_and_asking_after_cancelling_goes_to_the_end():
    seats = after(Seats(0), (request, "a"), (request, "b"), (request, "a"))
    assert seats.waiting == ("a", "b")
    assert after(seats, (cancel, "a"), (request, "a")).waiting == ("b", "a")


def test_a_larger_room_takes_in_from_the_list_in_order():
    seats = after(Seats(1), (request, "a"), (request, "b"), (request, "c"), (request, "d"), (resize, 3))
    assert seats == Seats(3, ("a", "b", "c"), ("d",))


def test_a_smaller_room_takes_nobodys_seat_and_nobody_moves_up_until_there_is_room():
    seats = after(Seats(2), (request, "a"), (request, "b"), (request, "c"), (resize, 1))
    assert seats == Seats(1, ("a", "b"), ("c",))
    seats = cancel(seats, "a")
    assert seats == Seats(1, ("b",), ("c",))
    assert cancel(seats, "b") == Seats(1, ("c",), ())


def test_who_was_never_there_cancels_nothing():
    seats = after(Seats(1), (request, "a"), (request, "b"))
    assert cancel(seats, "z") == seats


def test_a_room_below_nothing_is_an_error():
    with pytest.raises(ValueError):
        resize(Seats(1), -1)


@given(st.integers(0, 5), acts)
def test_no_seat_is_sold_twice_and_nobody_waits_beside_a_free_one(capacity, acts):
    seats = Seats(capacity)
    for act, about in acts:
        before, seats = seats, act(seats, about)
        everybody = seats.confirmed + seats.waiting
        assert len(set(everybody)) == len(everybody)
        assert len(seats.confirmed) <= max(seats.capacity, len(before.confirmed))
        assert not seats.waiting or len(seats.confirmed) >= seats.capacity


@given(st.integers(0, 5), acts)
def test_nobody_overtakes(capacity, acts):
    seats = Seats(capacity)
    for act, about in acts:
        before, seats = seats, act(seats, about)
        line = [person for person in before.confirmed + before.waiting if person in seats.confirmed + seats.waiting]
        assert [person for person in seats.confirmed + seats.waiting if person in line] == line
