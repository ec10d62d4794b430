"""What people type and paste, in one spelling: signs that look alike are alike, and what cannot be seen is gone.

NFC; every dash is `-`, every space a space, every apostrophe `'`; format characters (Unicode's Cf: marks that turn the
direction, soft hyphens, spaces without width) are left out; a line ends with "\\n". Letters and digits stay what they
are: `NIK` in another script's digits is none.
"""

import re
import unicodedata

MARKS = 2
"""So many combining marks stand on one letter in the most crowded of living orthographies that use Latin letters."""

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
}
_CODES = {ord(sign): other for sign, other in _ALIKE.items()}
_LINE_END = re.compile(r"\r\n?")
_NUMBER = re.compile("[0-9]+")
WIDEST = 20
"""Digits of the longest number that has its place among names."""
_BETWEEN_DIGITS = re.compile(r"[ .\-()'\"\t\n]")


def clean(text: str) -> str:
    """The text in plain signs, without spaces around it; line ends as "\\n"."""
    if text.isascii():
        if "\r" in text or "\x0b" in text or "\x0c" in text or "`" in text:
            text = _LINE_END.sub("\n", text).translate(_CODES)
        return text.strip()
    # What is not seen goes first: it stands between marks that then come into their order (UAX #15).
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    made = _LINE_END.sub("\n", unicodedata.normalize("NFC", seen).translate(_CODES))
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in made).strip()


def flat(text: str) -> str:
    """One line: each run of white space is one space."""
    return " ".join(text.split())


def line(text: str) -> str:
    """What is written in one line: a name, a title, a word to look for."""
    return flat(clean(text))


def prose(text: str) -> str:
    """Sentences and paragraphs: their lines stay, without what nobody sees at the ends of them."""
    return "\n".join(row.rstrip() for row in clean(text).split("\n"))


def digits(text: str) -> str:
    """A number that is looked at and not reckoned with, without the signs that people group it by."""
    return clean(_BETWEEN_DIGITS.sub("", clean(text)))


def natural(text: str) -> str:
    """By what names are sorted for people: 1, 2, 10, and no capital before every small letter."""
    return _NUMBER.sub(lambda found: found[0].zfill(WIDEST), text.casefold())


def crowded(text: str) -> bool:
    """Whether more marks stand on one letter than any language puts there, so that they cover what is around."""
    run = 0
    for sign in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(sign).startswith("M") else 0
        if run > MARKS:
            return True
    return False
