"""How the desk shows what was opened: how large, turned how, without losing what was ticked.

Everything stands in the desk's own form, so that each button carries it on: no script, no draft to be kept.
"""

from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l

SIZES = (1000, 1600, 2400)
"""Pixels of a page's longer side."""
ALL = "semua"
LARGER, SMALLER, TURN = "besar", "kecil", "putar-"
WORDS = {LARGER: _l("Perbesar"), SMALLER: _l("Perkecil")}


@dataclass(frozen=True)
class Looking:
    """`turned` maps a document to degrees, clockwise."""

    size: int
    turned: dict[str, int]

    def turn(self, document: str) -> int:
        return self.turned.get(document, 0)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(value of the button, its word) of the sizes beside this one."""
        place = SIZES.index(self.size)
        possible = [LARGER] * (place < len(SIZES) - 1) + [SMALLER] * (place > 0)
        return [(step, str(WORDS[step])) for step in possible]

    @property
    def carried(self) -> list[str]:
        return [f"{document}:{degrees}" for document, degrees in self.turned.items() if degrees]


def looking() -> Looking:
    """As the form says, with the button that was pressed."""
    size = request.form.get("ukuran", "")
    place = SIZES.index(int(size)) if size.isdecimal() and int(size) in SIZES else 0
    pressed = request.form.get("lihat", "")
    place = min(max(0, place + (pressed == LARGER) - (pressed == SMALLER)), len(SIZES) - 1)
    turned = dict(_turned(one) for one in request.form.getlist("putaran")[:20])
    if pressed.startswith(TURN):
        document = pressed.removeprefix(TURN)
        turned[document] = (turned.get(document, 0) + 90) % 360
    return Looking(SIZES[place], turned)


def _turned(text: str) -> tuple[str, int]:
    document, _, degrees = text.partition(":")
    return document, int(degrees) if degrees in ("90", "180", "270") else 0
