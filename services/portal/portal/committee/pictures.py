"""Pictures of one ranking: who stands where, and how the scores are spread. Whole pixels only."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from ..formats import decimal
from .reasons import PASSING

WIDTH, SIDE = 420, 40
NARROW, EDGE = 280, 24
"""Of a histogram, three of which stand side by side."""
BASE, TOP = 150, 30
FLOOR, RISE, TALLEST = 40, 14, 240
"""Of the ladder: pixels below its floor, from one stacked dot to the next, and for the highest stack."""
BINS = 16


@dataclass(frozen=True)
class Dot:
    """`up` is how far above the floor: people with nearly the same score are stacked."""

    x: int
    up: int
    passed: bool
    tied: bool


@dataclass(frozen=True)
class Ladder:
    """One dot a person along the score; those who pass filled, ties ringed, the line between."""

    dots: list[Dot]
    line: int | None
    low: str
    high: str
    height: int
    radius: int
    summary: str
    width: int = WIDTH
    side: int = SIDE

    @property
    def floor(self) -> int:
        return self.height - FLOOR


@dataclass(frozen=True)
class Column:
    x: int
    y: int
    height: int
    width: int
    passed: bool
    low: int
    high: int
    n: int


@dataclass(frozen=True)
class Histogram:
    """People by score; bin edges lie on the threshold, so no bar is half passed."""

    id: str
    title: str
    columns: list[Column]
    threshold: int | None
    mark: int | None
    summary: str
    width: int = NARROW
    base: int = BASE


def ladder(rows: Sequence[dict], value: str) -> Ladder | None:
    """Of the rows that are ranked; `value` is "total" or "final_shown". None where fewer than two are."""
    ranked = [row for row in rows if row["rank"] is not None and row[value] is not None]
    if len(ranked) < 2:
        return None
    scores = [_thousandths(row[value]) for row in ranked]
    low, high = min(scores), max(scores)
    space, stacked, dots = WIDTH - 2 * SIDE, {}, []
    for row, score in zip(ranked, scores, strict=True):
        x = SIDE + (space * (score - low) // (high - low) if high > low else space // 2)
        column = x // RISE
        level = stacked[column] = stacked.get(column, 0) + 1
        dots.append(Dot(x, level, row["code"] in PASSING, row["tied"]))
    levels = max(stacked.values())
    tallest = min(RISE * levels, TALLEST)
    dots = [Dot(dot.x, dot.up * tallest // levels, dot.passed, dot.tied) for dot in dots]
    passed = [dot.x for dot in dots if dot.passed]
    rest = [dot.x for dot in dots if not dot.passed]
    line = (min(passed) + max(rest)) // 2 if passed and rest else None
    lowest, highest = decimal(str(ranked[-1][value])), decimal(str(ranked[0][value]))
    summary = _(
        "%(n)s peserta diperingkat, %(passed)s lulus; nilai %(low)s sampai %(high)s.",
        n=len(ranked),
        passed=len(passed),
        low=lowest,
        high=highest,
    )
    radius = min(6, max(3, tallest * 3 // (7 * levels)))
    return Ladder(dots, line, lowest, highest, TOP + tallest + FLOOR, radius, summary)


def histogram(id: str, title: str, values: Sequence[int], threshold: int | None, most: int) -> Histogram | None:
    """Whole-number scores; None where there is nothing to spread."""
    if not values:
        return None
    step = max(5, -(-(max(values) - min(values) + 1) // BINS))
    start = min(values) if threshold is None else threshold - step * -(-(threshold - min(values)) // step)
    count = (max(values) - start) // step + 1
    counts = [0] * count
    for score in values:
        counts[(score - start) // step] += 1
    space = NARROW - 2 * EDGE
    width, tallest = space // count, max(counts)
    columns = []
    for place, n in enumerate(counts):
        low = start + place * step
        height = (BASE - TOP) * n // tallest
        passed = threshold is None or low >= threshold
        left, high = EDGE + place * width, min(low + step - 1, most)
        columns.append(Column(left, BASE - height, height, max(2, width - 2), passed, low, high, n))
    mark = None if threshold is None else min(max(EDGE, EDGE + width * (threshold - start) // step), NARROW - EDGE)
    return Histogram(id, title, columns, threshold, mark, _spread(values, threshold))


def _spread(values: Sequence[int], threshold: int | None) -> str:
    if threshold is None:
        return _("%(n)s peserta, nilai %(low)s sampai %(high)s.", n=len(values), low=min(values), high=max(values))
    passed = sum(score >= threshold for score in values)
    return _(
        "%(passed)s dari %(n)s peserta mencapai ambang %(threshold)s.",
        passed=passed,
        n=len(values),
        threshold=threshold,
    )


def _thousandths(score: int | str) -> int:
    """A score as the service shows it ("72.545" or 420), in whole thousandths."""
    whole, _point, rest = str(score).partition(".")
    return int(whole) * 1000 + int(f"{rest:0<3}"[:3])
