"""How the scores of an announced list are spread, as a picture or a table: those who passed, and where somebody is.

Whole pixels of a picture that is as wide as a phone and grows with its page (templates/macros/spread.html).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from .formats import number

WIDTH, EDGE = 340, 20
TOP, BASE, BELOW = 30, 170, 26
BINS = 17


@dataclass(frozen=True)
class Column:
    """`low` to `high` points; of `n` people `passed` passed, drawn as the lower part, from `join` down."""

    x: int
    y: int
    join: int
    width: int
    low: int
    high: int
    n: int
    passed: int
    mine: bool


@dataclass(frozen=True)
class Spread:
    """`here` is the middle of the column that the person is in, None where nobody is looked for."""

    id: str
    title: str
    summary: str
    columns: list[Column]
    here: int | None
    width: int = WIDTH
    edge: int = EDGE
    base: int = BASE
    height: int = BASE + BELOW


def drawn(id: str, title: str, items: Sequence[dict], mine: int | None = None) -> Spread | None:
    """`items` are {points, n, passed}, lowest first; `mine` the whole points of whoever looks. None for nobody."""
    if not items:
        return None
    low, high = items[0]["points"], items[-1]["points"]
    step = -(-(high - low + 1) // BINS)
    count = (high - low) // step + 1
    people, passed = [0] * count, [0] * count
    for one in items:
        place = (one["points"] - low) // step
        people[place] += one["n"]
        passed[place] += one["passed"]
    space, tallest = (WIDTH - 2 * EDGE) // count, max(people)
    columns = []
    for place, n in enumerate(people):
        least = low + place * step
        most = min(least + step - 1, high)
        top, join = BASE - _height(n, tallest), BASE - _height(passed[place], tallest)
        inside = mine is not None and least <= mine <= most
        width = max(2, space - 2)
        columns.append(Column(EDGE + place * space, top, join, width, least, most, n, passed[place], inside))
    here = next((column.x + column.width // 2 for column in columns if column.mine), None)
    return Spread(id, title, _sentence(items), columns, here)


def _height(n: int, tallest: int) -> int:
    """A single person is seen, too."""
    return max(2, (BASE - TOP) * n // tallest) if n else 0


def _sentence(items: Sequence[dict]) -> str:
    return _(
        "%(n)s peserta dengan nilai %(low)s sampai %(high)s; %(passed)s lulus, berwarna gelap.",
        n=number(sum(one["n"] for one in items)),
        low=number(items[0]["points"]),
        high=number(items[-1]["points"]),
        passed=number(sum(one["passed"] for one in items)),
    )
