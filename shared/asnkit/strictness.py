"""What a contract has to say before anything is recorded by it: `python -m asnkit.strictness`, part of `make lint`.

What is recorded stays for ever and goes to everyone who may listen, so every text is one of a list, matches a whole
pattern, has a format, or is sealed; one that stays open says why (`x-open`) and how long it may be. What is named like
a person's data is sealed everywhere; a field that only sounds so says what it is (`x-not-personal`). The words that
people read for an event stand in its contract (`title`, `title-id`), so that no event is without.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .settings import Settings

PERSONAL = {
    "nik", "family_card_no", "name", "full_name", "birth_date", "birth_place", "address", "email", "phone", "gpa",
    "institution", "mother_name", "religion", "npwp", "account_no",
}  # fmt: skip
"""Names of fields that only travel sealed."""
SEALED = "sealed.v1.json"
SHUT = ("enum", "const", "format", "pattern")
INSTANCES = ("examples", "enum", "const", "default")
"""Keywords whose values are data and no schemas."""


def faults(directory: Path) -> list[str]:
    """Everything that the contracts in `directory` leave open, as "<file>#<place>: <what is missing>"."""
    files = {str(file.relative_to(directory)): json.loads(file.read_text()) for file in _schemas(directory)}
    found = [f"{file}#{fault}" for file, schema in sorted(files.items()) for fault in faults_of(schema)]
    words = {file: schema.get("title-id") for file, schema in files.items() if "/" in file}
    told = Counter(words.values())
    for file, word in sorted(words.items()):
        if not word:
            found.append(f"{file}#: an event needs its words in Indonesian (title-id)")
        elif told[word] > 1:
            found.append(f"{file}#: {word!r} stands for another event, too")
    return found


def _schemas(directory: Path) -> list[Path]:
    return sorted(directory.glob("**/*.v*.json"))


def faults_of(schema: dict) -> list[str]:
    """What one schema leaves open, as "<place>: <what is missing>"."""
    found = [] if schema.get("title") else [": a contract needs a title"]
    for place, part in parts_of(schema):
        found += [f"{place}: {fault}" for fault in _loose(part)]
        for name, field in part.get("properties", {}).items():
            if name in PERSONAL and not _sealed(field) and not field.get("x-not-personal"):
                found.append(f"{place}/properties/{name}: is named like personal data and not sealed")
    return found


def parts_of(schema, place: str = "") -> Iterator[tuple[str, dict]]:
    """(place, schema) of a schema and everything inside it."""
    if isinstance(schema, dict):
        yield place, schema
        for key, value in schema.items():
            if key == "properties":
                for name, field in value.items():
                    yield from parts_of(field, f"{place}/properties/{name}")
            elif key not in INSTANCES:
                yield from parts_of(value, f"{place}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from parts_of(value, f"{place}/{number}")


def _loose(part: dict) -> Iterator[str]:
    kinds = part.get("type", ())
    if "string" in ([kinds] if isinstance(kinds, str) else kinds) and not any(key in part for key in SHUT):
        if not part.get("x-open"):
            yield "a text is enum, pattern, format or sealed, or says why not (x-open)"
        if "maxLength" not in part:
            yield "an open text says how long it may be"
    patterns = [part["pattern"]] if isinstance(part.get("pattern"), str) else []
    for pattern in (*patterns, *part.get("patternProperties", ())):
        if not (pattern.startswith("^") and pattern.endswith("$")) or "|" in _outside_groups(pattern):
            yield f"the pattern {pattern} is not held at both ends"
    if isinstance(part.get("properties"), dict) and "additionalProperties" not in part:
        yield "an object says what else may be in it (additionalProperties)"


def _outside_groups(pattern: str) -> str:
    """What of a pattern stands in no group and no class: an alternative there is free of the anchors."""
    kept, depth, skip = [], 0, False
    for sign in pattern:
        if skip:
            skip = False
        elif sign == "\\":
            skip = True
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif not depth:
            kept.append(sign)
    return "".join(kept)


def _sealed(field: dict) -> bool:
    """Whether a field is a sealed value, or that or null."""
    choices = field.get("oneOf") or field.get("anyOf") or [field]
    real = [choice for choice in choices if choice.get("type") != "null"]
    return bool(real) and all(choice.get("$ref", "").endswith(SEALED) for choice in real)


def main() -> int:
    found = faults(Settings.contracts)
    print("\n".join(found) or "Every contract says what it lets through.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
