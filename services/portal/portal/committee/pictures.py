"""Pictures of one ranking: who stands where beside the seats, and how the scores are spread. Whole pixels only."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from ..formats import decimal

WIDTH, SIDE = 640, 40
BASE, TOP = 150, 20
FLOOR, RISE = 40, 14
"""Of the ladder: pixels below its floor, and from one stacked dot to the next."""
BINS = 16


@dataclass(frozen=True)
class Dot:
    """`up` is how far above the floor: people with nearly the same score are stacked."""

    x: int
    up: int
    seated: bool
    tied: bool


@dataclass(frozen=True)
class Ladder:
    """One dot a person along the score; those with a seat filled, ties ringed, the seat line between."""

    dots: list[Dot]
    line: int | None
    low: str
    high: str
    height: int
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
    width: int = WIDTH
    base: int = BASE


def ladder(rows: Sequence[dict], quota: int, value: str) -> Ladder | None:
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
        seated = row["rank"] <= quota
        dots.append(Dot(x, level * RISE, seated, row["tied"]))
    height = TOP + RISE * max(stacked.values()) + FLOOR
    seats = [dot.x for dot in dots if dot.seated]
    rest = [dot.x for dot in dots if not dot.seated]
    line = (min(seats) + max(rest)) // 2 if seats and rest else None
    lowest, highest = decimal(str(ranked[-1][value])), decimal(str(ranked[0][value]))
    summary = _(
        "%(n)s peserta diperingkat untuk %(quota)s kursi; nilai %(low)s sampai %(high)s.",
        n=len(ranked),
        quota=quota,
        low=lowest,
        high=highest,
    )
    return Ladder(dots, line, lowest, highest, height, summary)


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
    space = WIDTH - 2 * SIDE
    width, tallest = space // count, max(counts)
    columns = []
    for place, n in enumerate(counts):
        low = start + place * step
        height = (BASE - TOP) * n // tallest
        passed = threshold is None or low >= threshold
        left, high = SIDE + place * width, min(low + step - 1, most)
        columns.append(Column(left, BASE - height, height, max(2, width - 2), passed, low, high, n))
    mark = None if threshold is None else min(max(SIDE, SIDE + width * (threshold - start) // step), WIDTH - SIDE)
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
