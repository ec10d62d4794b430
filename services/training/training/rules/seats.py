"""Who has a seat in a session: first come, first served, and the list moves by itself (docs/rules.md §4).

`Seats` is what a session remembers; each function gives the seats after one act, and
the same seats where the act changes nothing. A smaller room takes nobody's seat: nobody
moves up until there is room again.
"""

from typing import NamedTuple


class Seats(NamedTuple):
    """People by id, in the order in which they asked."""

    capacity: int
    confirmed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def request(seats: Seats, person: str) -> Seats:
    """A seat while there is one, else the end of the list; who asks twice keeps the place of the first time."""
    if person in seats.confirmed or person in seats.waiting:
        return seats
    return _moved_up(seats._replace(waiting=(*seats.waiting, person)))


def cancel(seats: Seats, person: str) -> Seats:
    """The person gives up a seat or a place on the list; whoever waits first moves up while there is room."""
    confirmed = tuple(other for other in seats.confirmed if other != person)
    waiting = tuple(other for other in seats.waiting if other != person)
    return _moved_up(Seats(seats.capacity, confirmed, waiting))


def resize(seats: Seats, capacity: int) -> Seats:
    """Another room: a larger one takes in from the list. ValueError below 0."""
    if capacity < 0:
        raise ValueError("Kapasitas tidak boleh di bawah 0.")
    return _moved_up(seats._replace(capacity=capacity))


def _moved_up(seats: Seats) -> Seats:
    free = max(0, seats.capacity - len(seats.confirmed))
    return Seats(seats.capacity, (*seats.confirmed, *seats.waiting[:free]), seats.waiting[free:])
