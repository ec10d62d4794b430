"""Every schema in one file, for any validator: `make generate` writes shared/contracts/bundle.json.

In their folder the contracts refer to each other by file, as the AsyncAPI file does. Whoever receives an event holds
its `dataschema`, a name: here each schema has that name as `$id`, and refers to the others by theirs
(JSON Schema 2020-12, §9.3, "compound schema document"). A test compares the file with what this makes.
"""

import json
import sys
from pathlib import Path

from .events import DATASCHEMA
from .settings import Settings


def document(directory: Path) -> dict:
    """The compound document: name → schema, under `$defs`."""
    files = sorted([*directory.glob("*.v*.json"), *directory.glob("*/*.v*.json")])
    named = {_name(file.relative_to(directory)): file for file in files}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{DATASCHEMA}bundle",
        "title": "Every event of ASN Tanjungbalai, by the name that its dataschema has",
        "$defs": {
            name: {"$id": f"{DATASCHEMA}{name}", **_renamed(_read(file), directory, file)}
            for name, file in named.items()
        },
    }


def render(directory: Path) -> str:
    return json.dumps(document(directory), indent=1, ensure_ascii=False) + "\n"


def _read(file: Path) -> dict:
    return json.loads(file.read_text())


def _name(file: Path) -> str:
    """ "registration/account.opened.v1.json" → "registration.account.opened.v1"."""
    return ".".join(file.parts).removesuffix(".json")


def _renamed(schema, directory: Path, file: Path):
    """The same with references by name in the place of references by file."""
    if isinstance(schema, list):
        return [_renamed(one, directory, file) for one in schema]
    if not isinstance(schema, dict):
        return schema
    renamed = {key: _renamed(value, directory, file) for key, value in schema.items()}
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.endswith(".json"):
        target = (file.parent / reference).resolve().relative_to(directory.resolve())
        renamed["$ref"] = f"{DATASCHEMA}{_name(target)}"
    return renamed


if __name__ == "__main__":
    sys.stdout.write(render(Settings.contracts))
