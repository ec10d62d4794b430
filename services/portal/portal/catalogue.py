"""The English catalogue: takes up the texts of the pages, and compiles what has been translated.

    python -m portal.catalogue

Then fill in the empty `msgstr` of translations/en/LC_MESSAGES/messages.po and run it again.
"""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent
PO = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
PLACES = re.compile(r"%\((\w+)\)s")


def texts() -> set[str]:
    """Every text that the pages mark for translation."""
    options = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    keywords = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
    found = extract_from_dir(PACKAGE, METHODS, options, keywords=keywords)
    return {message for _, _, message, _, _ in found}


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
    """Texts without a translation, or whose translation has other places to fill in."""
    entries = [message for message in catalogue if message.id]
    return [m.id for m in entries if not m.string or set(PLACES.findall(m.id)) != set(PLACES.findall(m.string))]


def compiled(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    catalogue.fuzzy = False
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> None:
    catalogue = updated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, width=118)
    PO.write_bytes(written.getvalue())
    MO.write_bytes(compiled(catalogue))
    waiting = missing(catalogue)
    print(f"{len(catalogue)} texts, {len(waiting)} to translate")
    for text in waiting:
        print(f"  {text}")


if __name__ == "__main__":
    main()
