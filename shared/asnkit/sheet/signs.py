"""Signs that look alike are alike: one cell's text as it is compared and read.

NFC; every dash is `-`, every space a space, every apostrophe `'`; what has no width is gone. Line ends stay: in a list
they separate.
"""

import re
import unicodedata

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
}
_CODES = {ord(sign): other for sign, other in _ALIKE.items()}
_LINE_END = re.compile(r"\r\n?")
_TEXT_MARK = re.compile(r"'(?='*[-=+@\t\r\n0-9\uff1d\uff0b\uff0d\uff20])")
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def clean(cell: str) -> str:
    """The cell in plain signs, without spaces around it; line ends as "\\n"."""
    if cell.isascii():
        if "\r" in cell or "\x0b" in cell or "\x0c" in cell:
            cell = _LINE_END.sub("\n", cell).translate(_CODES)
        return cell.strip()
    made = _LINE_END.sub("\n", unicodedata.normalize("NFC", cell).translate(_CODES))
    return "".join(_plain(sign) for sign in made).strip()


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    return "" if kind == "Cf" else sign


def unmark(cell: str) -> str:
    """Without the marks by which programs keep a number as text: 'digits and ="digits"."""
    if _TEXT_MARK.match(cell):
        return cell[1:]
    formula = _TEXT_FORMULA.fullmatch(cell)
    return formula[1].replace('""', '"') if formula else cell


def flat(cell: str) -> str:
    """One line: each run of white space is one space."""
    return " ".join(cell.split())


def key_of(heading: str) -> str:
    """A heading as it is compared: small letters, spaces for underscores, no marks around it."""
    return flat(clean(heading).casefold().replace("_", " ")).strip(" .:*")
