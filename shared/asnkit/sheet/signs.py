"""The marks that programs put around a cell, and headings as they are compared; the signs themselves are text.clean."""

import re

from ..text import clean, flat

_TEXT_MARK = re.compile(r"'(?='*[-=+@\t\r\n0-9\uff1d\uff0b\uff0d\uff20])")
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def unmark(cell: str) -> str:
    """Without the marks by which programs keep a number as text: 'digits and ="digits"."""
    if _TEXT_MARK.match(cell):
        return cell[1:]
    formula = _TEXT_FORMULA.fullmatch(cell)
    return formula[1].replace('""', '"') if formula else cell


def key_of(heading: str) -> str:
    """A heading as it is compared: small letters, spaces for underscores, no marks around it."""
    return flat(clean(heading).casefold().replace("_", " ")).strip(" .:*")
