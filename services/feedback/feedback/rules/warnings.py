"""What a text should not say without its writer knowing: somebody's number or name, or what is for others to examine.

Found by signs alone, so more is asked about than there is, and some of it is missed (docs/rules.md §5.2).
"""

import re

CORRUPTION = "CORRUPTION"
_GAP = r"[ .\-]?"
_SIGNS = {
    "NIK": re.compile(rf"(?<!\d)(?:\d{_GAP}){{15}}\d(?!{_GAP}\d)"),
    "NIP": re.compile(rf"(?<!\d)(?:\d{_GAP}){{17}}\d(?!{_GAP}\d)"),
    "PHONE": re.compile(rf"(?<!\d)(?:\+?62|0){_GAP}8(?:{_GAP}\d){{7,11}}(?!\d)"),
    "EMAIL": re.compile(r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}"),
    "NAME": re.compile(
        r"\b(?:[Bb]apak|[Pp]ak|[Ii]bu|[Bb]u|[Ss]audar[ai]|[Ss]dr[i]?\.?|[Dd]r\.?|[Dd]rs\.?|[Bb]ernama|BAPAK|PAK|IBU|BU)"
        r"\s+(?!(?:[Kk]epala|[Ll]urah|[Cc]amat|[Ww]ali|[Dd]okter|[Gg]uru|[Pp]etugas|[Pp]egawai)\b)[A-Z][\w'.]+"
    ),
    CORRUPTION: re.compile(
        r"\b(?:korupsi|koruptor|suap|disuap|menyuap|sogok|disogok|menyogok|pungli|pungutan liar|gratifikasi|"
        r"pemerasan|diperas|memeras|uang pelicin|uang rokok)\b",
        re.IGNORECASE,
    ),
}
WARNINGS = tuple(_SIGNS)


def warnings(text: str) -> tuple[str, ...]:
    """Codes out of WARNINGS, in that order."""
    return tuple(code for code, sign in _SIGNS.items() if sign.search(text))
