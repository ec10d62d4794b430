"""Numbers for pictures that the server draws as SVG (templates/macros/charts.html).

Widths are per mille of the picture's own width and letters keep their size, so that the same
picture can be read on a phone and on a desktop.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Flask

SPACE = 720
"""Per mille of the width for bars; the rest is for their numbers."""
LINE_LETTERS = 32
MOST_LINES = 3
LINE = 20
BAR = 24
GAP = 14


@dataclass(frozen=True)
class Bar:
    """`value` and `quota` are whole numbers that are drawn; `shown` stands for the value where it is none itself,
    `note` behind it; `tone` is a class of style.css; `full` is what this bar's own rail stands for, where each has its
    own: the quota is then a mark and no number behind the bar.
    """

    label: str
    value: int
    quota: int | None = None
    note: str = ""
    tone: str = "one"
    shown: str = ""
    full: int = 0


@dataclass(frozen=True)
class Drawn:
    """One bar below its label: the top of the row and of the bar (pixels), width and quota mark (percent)."""

    bar: Bar
    lines: list[tuple[int, str]]
    y: int
    width: str
    mark: str


@dataclass(frozen=True)
class Chart:
    """`summary` is the sentence that a person would say about the picture; `most` what a full bar stands for.

    `least` is the smallest number that is told: drawn as dots, what is not told stands grey, at the beginning.
    """

    id: str
    title: str
    summary: str
    bars: Sequence[Bar]
    most: int = 0
    least: int = 0
    space: str = f"{SPACE // 10}%"
    after: str = f"{SPACE // 10 + 2}%"

    @property
    def height(self) -> int:
        rows = self.drawn
        return rows[-1].y + BAR + GAP if rows else GAP

    @property
    def drawn(self) -> list[Drawn]:
        most, rows, top = self._full, [], 0
        for bar in self.bars:
            words = textwrap.wrap(bar.label, LINE_LETTERS, max_lines=MOST_LINES, placeholder=" …")
            lines = [(top + LINE * place + 15, line) for place, line in enumerate(words)]
            y = top + LINE * len(lines) + 2
            full = bar.full or most
            mark = "" if bar.quota is None else _percent(bar.quota, full)
            rows.append(Drawn(bar, lines, y, _percent(bar.value, full) if bar.value else "", mark))
            top = y + BAR + GAP
        return rows

    @property
    def least_at(self) -> str:
        """Where the smallest number that is told stands."""
        return _percent(self.least, self._full)

    @property
    def _full(self) -> int:
        return self.most or max([1, self.least, *(max(bar.value, bar.quota or 0) for bar in self.bars)])


@dataclass(frozen=True)
class Curve:
    """A share that only grows: `points` are (x, percent as "12.5") in order of x, `most` the last x that is drawn.

    Drawn on a field of `most` by 100, stretched to the picture's own width; letters keep their size.
    """

    id: str
    title: str
    summary: str
    points: Sequence[tuple[int, str]]
    most: int

    @property
    def steps(self) -> str:
        """An SVG path: level up to each x, then up to its share."""
        return "M0 100" + "".join(f"H{x}V{_below(percent)}" for x, percent in self.points) + f"H{self.most}"

    @property
    def ticks(self) -> list[tuple[int, str, str]]:
        """(x, its place in percent, which end of the letters stands there)."""
        ends = {0: "start", 4: "end"}
        return [(self.most * n // 4, f"{25 * n}%", ends.get(n, "middle")) for n in range(5)]


@dataclass(frozen=True)
class Point:
    """`value` in hundredths of the index, 2,500 to 10,000; `shown` as printed, `grade` its band, `n` who answered.

    `margin` is half its interval, in hundredths; None where there is none.
    """

    label: str
    value: int
    shown: str
    grade: str
    n: int
    margin: int | None = None


@dataclass(frozen=True)
class Trend:
    """Published indexes in the order of time over the bands of their grades; `summary` says it in a sentence."""

    id: str
    title: str
    summary: str
    points: Sequence[Point]

    BANDS = (("A", 8831), ("B", 7661), ("C", 6500), ("D", 2500))
    """Grade and its least index (PermenPANRB 14/2017), in hundredths."""
    TOP, HEIGHT = 10, 220

    @property
    def bands(self) -> list[tuple[str, int, int]]:
        """(grade, top, height in pixels), the best one first."""
        edges = [10_000, *(least for _, least in self.BANDS)]
        tops = [self._y(value) for value in edges]
        return [(grade, tops[n], tops[n + 1] - tops[n]) for n, (grade, _) in enumerate(self.BANDS)]

    @property
    def places(self) -> list[tuple[Point, int, int]]:
        """(point, percent of the width, pixels from the top); the right tenth is for the grades."""
        last = max(1, len(self.points) - 1)
        return [(point, 4 + 82 * n // last, self._y(point.value)) for n, point in enumerate(self.points)]

    @property
    def lines(self) -> list[tuple[int, int, int, int]]:
        """(x, y, x, y) between neighbours."""
        found = self.places
        return [(x, y, x2, y2) for (_, x, y), (_, x2, y2) in pairwise(found)]

    @property
    def whiskers(self) -> list[tuple[int, int, int]]:
        """(x in percent, y, y in pixels) of each interval."""
        return [(x, *self._ends(point)) for point, x, _ in self.places if point.margin is not None]

    @property
    def ribbons(self) -> list[str]:
        """Corners between neighbours that both have an interval, on a field of 100 by the picture's height."""
        found = []
        for (one, x, _), (other, x2, _) in pairwise(self.places):
            if one.margin is not None and other.margin is not None:
                (top, low), (top2, low2) = self._ends(one), self._ends(other)
                found.append(f"{x},{top} {x2},{top2} {x2},{low2} {x},{low}")
        return found

    def _ends(self, point: Point) -> tuple[int, int]:
        margin = point.margin or 0
        return self._y(min(point.value + margin, 10_000)), self._y(max(point.value - margin, 2_500))

    def _y(self, value: int) -> int:
        return self.TOP + (10_000 - value) * self.HEIGHT // 7_500


@dataclass(frozen=True)
class Grid:
    """Numbers by row and column, the darker the more: `rows` are (label, numbers); None is not told."""

    id: str
    title: str
    summary: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | None]]]

    HEAD, ROW, STEPS = 26, 66, 5
    """Pixels: the columns' words, and a row with its label; and how many shades there are."""

    @property
    def height(self) -> int:
        return self.HEAD + self.ROW * len(self.rows)

    @property
    def number_columns(self) -> list[dict]:
        """As a table's head has them."""
        return [{"word": word, "n": True} for word in self.columns]

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """(column, where its fields begin, where their middle is), in percent."""
        wide = 1000 // len(self.columns)
        return [
            (word, _tenth(wide * place), _tenth(wide * place + wide // 2)) for place, word in enumerate(self.columns)
        ]

    @property
    def width(self) -> str:
        """Of a field, in percent, without the gap to its neighbour."""
        return _tenth(1000 // len(self.columns) - 8)

    @property
    def drawn(self) -> list[tuple[str, int, list[tuple[int | None, int]]]]:
        """(label, top, its fields as (number, shade from 0 to STEPS))."""
        most = max([1, *(number or 0 for _, numbers in self.rows for number in numbers)])
        return [
            (label, self.HEAD + self.ROW * place, [(one, -(-self.STEPS * (one or 0) // most)) for one in numbers])
            for place, (label, numbers) in enumerate(self.rows)
        ]


@dataclass(frozen=True)
class Spot:
    """`x` and `y` in hundredths; `shown` as both are printed."""

    label: str
    x: int
    y: int
    shown: tuple[str, str]


@dataclass(frozen=True)
class Quadrant:
    """Numbered spots on a field that the means of both sides part into four; whoever is low and to the top is first."""

    id: str
    title: str
    summary: str
    spots: Sequence[Spot]

    HEIGHT, EDGE = 300, 8
    """Pixels, and percent that stay free on each side."""

    @property
    def middle(self) -> tuple[str, int]:
        """Where the lines of the means are: (percent from the left, pixels from the top)."""
        many = len(self.spots)
        return self._place(sum(one.x for one in self.spots) // many, sum(one.y for one in self.spots) // many)

    @property
    def places(self) -> list[tuple[int, Spot, str, int]]:
        """(number, spot, percent from the left, pixels from the top)."""
        return [(number, one, *self._place(one.x, one.y)) for number, one in enumerate(self.spots, 1)]

    @property
    def first(self) -> list[Spot]:
        """Below the mean, and more than the mean is tied to the whole: the most tied ones first."""
        many = len(self.spots)
        x, y = sum(one.x for one in self.spots), sum(one.y for one in self.spots)
        found = [one for one in self.spots if one.x * many < x and one.y * many >= y]
        return sorted(found, key=lambda one: -one.y)

    def _place(self, x: int, y: int) -> tuple[str, int]:
        across = _mille(x, [one.x for one in self.spots])
        up = _mille(y, [one.y for one in self.spots])
        room = 100 - 2 * self.EDGE
        top = self.HEIGHT * (self.EDGE * 1000 + room * (1000 - up)) // 100_000
        return _tenth(10 * self.EDGE + room * across // 100), top


@dataclass(frozen=True)
class Slope:
    """Two values of each one, side by side, 0 to 100 as a service writes them ("62.50"); `mean` is drawn bold."""

    id: str
    title: str
    summary: str
    pairs: Sequence[tuple[str, str]]
    mean: tuple[str, str]

    TOP, HEIGHT = 34, 220

    @property
    def lines(self) -> list[tuple[int, int, bool]]:
        """(pixels from the top before, and after, whether it fell)."""
        return [(*self._ends(pair), self._ends(pair)[1] > self._ends(pair)[0]) for pair in self.pairs]

    @property
    def middle(self) -> tuple[int, int]:
        return self._ends(self.mean)

    def _ends(self, pair: tuple[str, str]) -> tuple[int, int]:
        before, after = (self.TOP + (10_000 - int(one.replace(".", ""))) * self.HEIGHT // 10_000 for one in pair)
        return before, after


@dataclass(frozen=True)
class Dot:
    """`x` from 0 to 100, `y` from -100 to 100; `odd` where it is named in the sentence."""

    label: str
    x: int
    y: int
    odd: bool


@dataclass(frozen=True)
class Scatter:
    """Things by two figures; the line across is the zero of `y`."""

    id: str
    title: str
    summary: str
    dots: Sequence[Dot]

    TOP, HEIGHT, LEFT, WIDTH = 24, 260, 100, 860

    @property
    def places(self) -> list[tuple[Dot, str, int]]:
        """(dot, percent from the left, pixels from the top)."""
        return [(one, _tenth(self.LEFT + self.WIDTH * one.x // 100), self._y(one.y)) for one in self.dots]

    @property
    def zero(self) -> int:
        return self._y(0)

    def _y(self, value: int) -> int:
        return self.TOP + (100 - value) * self.HEIGHT // 200


def share(part: int, whole: int) -> str:
    """ "83%", rounded half up; nothing where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def register(app: Flask) -> None:
    app.jinja_env.globals["share"] = share


def _percent(value: int, most: int) -> str:
    return _tenth(SPACE * value // most)


def _tenth(mille: int) -> str:
    return f"{mille // 10}.{mille % 10}%"


def _mille(value: int, among: Sequence[int]) -> int:
    """How far from the least of these to the most; half way where all are the same."""
    least, most = min(among), max(among)
    return 1000 * (value - least) // (most - least) if most > least else 500


def _below(percent: str) -> str:
    """What is left up to 100, of a percentage with one decimal."""
    rest = 1000 - int(percent.replace(".", ""))
    return f"{rest // 10}.{rest % 10}"
