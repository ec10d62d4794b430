"""Numbers for pictures that the server draws as SVG (templates/macros/charts.html).

Widths are per mille of the picture's own width and letters keep their size, so that the same
picture can be read on a phone and on a desktop.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

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
    """`summary` is the sentence that a person would say about the picture; `most` what a full bar stands for."""

    id: str
    title: str
    summary: str
    bars: Sequence[Bar]
    most: int = 0
    space: str = f"{SPACE // 10}%"
    after: str = f"{SPACE // 10 + 2}%"

    @property
    def height(self) -> int:
        rows = self.drawn
        return rows[-1].y + BAR + GAP if rows else GAP

    @property
    def drawn(self) -> list[Drawn]:
        most = self.most or max([1, *(max(bar.value, bar.quota or 0) for bar in self.bars)])
        rows, top = [], 0
        for bar in self.bars:
            words = textwrap.wrap(bar.label, LINE_LETTERS, max_lines=MOST_LINES, placeholder=" …")
            lines = [(top + LINE * place + 15, line) for place, line in enumerate(words)]
            y = top + LINE * len(lines) + 2
            full = bar.full or most
            mark = "" if bar.quota is None else _percent(bar.quota, full)
            rows.append(Drawn(bar, lines, y, _percent(bar.value, full) if bar.value else "", mark))
            top = y + BAR + GAP
        return rows


def share(part: int, whole: int) -> str:
    """ "83%", rounded half up; nothing where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def register(app: Flask) -> None:
    app.jinja_env.globals["share"] = share


def _percent(value: int, most: int) -> str:
    mille = SPACE * value // most
    return f"{mille // 10}.{mille % 10}%"
