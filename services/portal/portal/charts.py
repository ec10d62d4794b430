"""Numbers for pictures that the server draws as SVG (templates/macros/charts.html). Whole pixels only."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

WIDTH = 640
VALUE = 170
"""Pixels right of the bars for their numbers."""
ROW = 62


@dataclass(frozen=True)
class Bar:
    """`value` and `quota` are whole numbers that are drawn; `shown` stands for the value where it is none itself,
    `note` behind it; `tone` is a class of style.css.
    """

    label: str
    value: int
    quota: int | None = None
    note: str = ""
    tone: str = "one"
    shown: str = ""


@dataclass(frozen=True)
class Drawn:
    """One bar below its label: its top, its width, and where its quota is marked."""

    bar: Bar
    y: int
    width: int
    mark: int | None


@dataclass(frozen=True)
class Chart:
    """`summary` is the sentence that a person would say about the picture."""

    id: str
    title: str
    summary: str
    bars: Sequence[Bar]
    width: int = WIDTH
    space: int = WIDTH - VALUE

    @property
    def height(self) -> int:
        return ROW * len(self.bars) + 8

    @property
    def drawn(self) -> list[Drawn]:
        """Labels stand above their bars, so the same picture fits a phone."""
        most = max([1, *(max(bar.value, bar.quota or 0) for bar in self.bars)])
        return [
            Drawn(
                bar,
                ROW * place + 4,
                self.space * bar.value // most,
                None if bar.quota is None else self.space * bar.quota // most,
            )
            for place, bar in enumerate(self.bars)
        ]


def share(part: int, whole: int) -> str:
    """ "83%", rounded half up; nothing where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def register(app: Flask) -> None:
    app.jinja_env.globals["share"] = share
