"""The English catalogue: every package of pages has its texts in a file of its own (`<package>/en.po`).

    python -m portal.catalogue

takes up the texts of the pages; then fill in each empty `msgstr`. The portal reads the files when it starts: nothing is
compiled by hand, and nothing compiled is kept.
"""

import io
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import Translations

PACKAGE = Path(__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
SHARED = ""
"""The place of what belongs to no package of pages: layout, macros, words."""
STAFF = {"verification", "committee", "training", "evaluation", "auditor", "technical"}
"""Packages of the staff's pages: what is not translated there stays Indonesian, the office's language."""
PLACES = re.compile(r"%\((\w+)\)s")


@cache
def texts() -> dict[str, set[str]]:
    """Package → the texts that its modules and templates mark for translation."""
    options = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    keywords = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None}
    found = defaultdict(set)
    for file, _, text, _, _ in extract_from_dir(PACKAGE, METHODS, options, keywords=keywords):
        found[_package(file)].add(text)
    return dict(found)


def _package(file: str) -> str:
    folder = file.removeprefix("templates/").partition("/")[0]
    return folder if (PACKAGE / folder / "__init__.py").exists() else SHARED


def file_of(package: str) -> Path:
    return PACKAGE / package / "en.po"


def read(package: str) -> Catalog:
    with file_of(package).open("rb") as file:
        return read_po(file, locale="en")


def everything() -> dict[str, Catalog]:
    """Package → its catalogue, of every package that has one."""
    folders = [PACKAGE, *(folder for folder in PACKAGE.iterdir() if folder.is_dir())]
    names = [folder.name if folder != PACKAGE else SHARED for folder in folders if (folder / "en.po").exists()]
    return {name: read(name) for name in sorted(names)}


def missing(catalogues: dict[str, Catalog]) -> list[str]:
    """Texts of everyone's pages without a translation, translations with other places to fill in, and texts that two
    packages translate differently."""
    found, told = [], defaultdict(set)
    for package, catalogue in catalogues.items():
        for message in filter(lambda message: message.id, catalogue):
            if not message.string:
                found += [message.id] if package not in STAFF else []
                continue
            told[message.id].add(message.string)
            if set(PLACES.findall(message.id)) != set(PLACES.findall(message.string)):
                found.append(message.id)
    return found + [text for text, strings in told.items() if len(strings) > 1]


def translations() -> Translations:
    """All packages' translations as one, from memory."""
    whole = Catalog(locale="en")
    for catalogue in everything().values():
        for message in filter(lambda message: message.id and message.string, catalogue):
            whole.add(message.id, message.string)
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Translations(compiled)


def main() -> None:
    old = everything()
    known = {message.id: message.string for catalogue in old.values() for message in catalogue if message.id}
    for package in old.keys() - texts().keys():
        file_of(package).unlink()
    for package, wanted in texts().items():
        new = Catalog(locale="en", fuzzy=False)
        for text in sorted(wanted):
            own = old[package].get(text) if package in old else None
            new.add(text, (own.string if own else "") or known.get(text, ""))
        written = io.BytesIO()
        write_po(written, new, omit_header=True, width=118)
        file_of(package).write_bytes(written.getvalue())
    made = everything()
    empty = [message.id for each in made.values() for message in each if message.id and not message.string]
    texts_of_all = sum(map(len, made.values()))
    for text in missing(made):
        print(f"without English, or not the same everywhere: {text}")
    print(f"{texts_of_all} texts in {len(made)} files, {len(empty)} without English, {len(missing(made))} to put right")


if __name__ == "__main__":
    main()
