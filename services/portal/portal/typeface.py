"""The letters of the PDFs that we make: in the file, so every reader shows and copies what was written."""

import unicodedata

import fontpkg_fira_sans
import fontpkg_ibm_plex_mono
from fpdf import FPDF

SANS, MONO = "Fira Sans", "IBM Plex Mono"
FILES = (
    (SANS, "", fontpkg_fira_sans.ROOT / "files/FiraSans-Regular.ttf"),
    (SANS, "B", fontpkg_fira_sans.ROOT / "files/FiraSans-Bold.ttf"),
    (MONO, "", fontpkg_ibm_plex_mono.ROOT / "files/IBMPlexMono-Regular.ttf"),
)
"""Family, style, file; both under the SIL Open Font License 1.1, whose text lies in the same packages."""
LIKE = {"\u2010": "-", "\u2011": "-", "\u02be": "’", "\u02bf": "‘", "\u02b9": "’", "\u2032": "’"}
"""Signs for which a letter that looks the same stands in where the typeface has none."""
UNKNOWN = "?"


def add_letters(page: FPDF, *families: str) -> None:
    """All of them, or those of these families: each costs some hundredths of a second, used or not."""
    for family, style, file in FILES:
        if not families or family in families:
            page.add_font(family, style, file)


def shown(page: FPDF, text) -> str:
    """The text in letters that the page's present typeface has, composed where it can be."""
    known = page.current_font.cmap
    return "".join(_letter(known, sign) for sign in unicodedata.normalize("NFC", str(text)))


def _letter(known, sign: str) -> str:
    if ord(sign) in known or sign == "\n":
        return sign
    for other in (LIKE.get(sign, ""), unicodedata.normalize("NFKC", sign)):
        if other and all(ord(part) in known for part in other):
            return other
    return "" if unicodedata.combining(sign) else UNKNOWN
