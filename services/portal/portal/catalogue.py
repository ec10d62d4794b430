"""The English catalogue: takes up the texts of the pages, and compiles what has been translated.

    python -m portal.catalogue

Then fill in the empty `msgstr` of translations/en/LC_MESSAGES/messages.po and run it again.
"""

import io
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent
PO = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
STAFF = {"verification", "committee", "training", "evaluation", "auditor"}
"""Folders of the staff's pages: what is not translated there stays Indonesian, the office's language."""
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""In the compiled file's head: the same texts give the same bytes."""
PLACES = re.compile(r"%\((\w+)\)s")


def texts(everyone: bool = False) -> set[str]:
    """The texts that the pages mark for translation: all, or those outside the staff's own pages."""
    return {text for file, text in _marked() if not (everyone and STAFF & set(file.split("/")))}


@cache
def _marked() -> list[tuple[str, str]]:
    """(file, text) of every marked text."""
    options = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    keywords = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
    found = extract_from_dir(PACKAGE, METHODS, options, keywords=keywords)
    return [(file, text) for file, _, text, _, _ in found]


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """The catalogue with exactly the texts of the pages, sorted, what was translated kept."""
    old = read() if PO.exists() else Catalog(locale="en")
    new = Catalog(locale="en", fuzzy=False)
    for text in sorted(texts()):
        known = old.get(text)
        new.add(text, known.string if known else "")
    return new


def missing(catalogue: Catalog) -> list[str]:
    """Texts of everyone's pages without a translation, and translations with other places to fill in."""
    wanted = texts(everyone=True)
    entries = [message for message in catalogue if message.id]
    empty = [message.id for message in entries if message.id in wanted and not message.string]
    wrong = [m.id for m in entries if m.string and set(PLACES.findall(m.id)) != set(PLACES.findall(m.string))]
    return empty + wrong


def compiled(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    catalogue.fuzzy = False
    catalogue.creation_date = catalogue.revision_date = MADE
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> None:
    catalogue = updated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, width=118)
    PO.write_bytes(written.getvalue())
    MO.write_bytes(compiled(catalogue))
    print(f"{len(catalogue)} texts, {len(missing(catalogue))} to translate")


if __name__ == "__main__":
    main()
