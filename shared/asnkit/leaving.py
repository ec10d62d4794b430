"""What leaves the house: each field of each event, whether it is personal, sealed, and why it may be there.

`make generate` writes docs/what-leaves.md from the contracts. A field that fits no sort stops that: whoever adds one
says here whether its number leads to a person.
"""

import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from .contracts import Contracts
from .settings import Settings
from .strictness import SEALED

OF_PEOPLE = {
    "accepted_by", "activity", "application", "appraisal", "candidate", "certificate_no", "coach", "complaint",
    "contest", "correction", "document", "enrolment", "evidence", "holder", "id", "into", "mentor", "message",
    "objection", "participant_no", "peer", "person", "reference", "replaced_no", "subject", "superior", "verifier",
}  # fmt: skip
"""Names of numbers that belong to one person, or to something that is one person's."""
OF_THINGS = {
    "about", "age_counted_on", "agency", "amendment", "announcement", "batch", "before", "begins", "category", "change",
    "check", "code", "decree", "endpoint", "ends", "event", "gpa_min", "index", "kind", "mean", "name", "need",
    "number", "part", "parent", "period", "ranking", "round", "rule", "score", "session", "shown", "stage", "survey",
    "topic", "course", "cycle", "item", "link", "list", "mark", "quarter", "seed", "service", "type", "unit",
    "unit_id", "url", "vacancy", "view", "result", "replaces", "publication", "urgent", "helped", "other",
}  # fmt: skip
"""Names of numbers and words that say nothing of a person by themselves."""
AUDIENCES = {
    "public": "Everybody: `asn.<service>.public`",
    "internal": "Our services and auditors, other agencies by a grant: `asn.<service>`",
    "closed": "The service itself and auditors: `asn.<service>.closed`",
}


class Sort(Enum):
    """(personal, sealed, why it may be there)."""

    SEALED = "yes", "yes", "only its service opens it; nobody, once the person's key is destroyed"
    NUMBER = "by number", "no", "random; who stands behind it is known to one service only"
    OPEN = "no", "no", ""
    WORD = "no", "no", "one of a list"
    QUANTITY = "no", "no", "a number or a yes"
    MOMENT = "no", "no", "a day or a moment"
    DIGEST = "no", "no", "of bytes that hold a random number, or with a key"
    THING = "no", "no", "names a thing or a rule"

    @property
    def personal(self) -> str:
        return self.value[0]


class Unsorted(Exception):
    """A field of which nobody said whether it leads to a person."""


def sort_of(name: str, part: dict) -> Sort | None:
    """None for what only holds other fields. Raises Unsorted."""
    if part.get("$ref", "").endswith(SEALED):
        return Sort.SEALED
    if "properties" in part or "$ref" in part or isinstance(part.get("additionalProperties"), dict):
        return None
    if "const" in part or "enum" in part:
        return Sort.WORD
    if "x-open" in part:
        return Sort.OPEN
    kinds = part.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if kinds <= {"integer", "boolean", "number", "null"}:
        return Sort.QUANTITY
    if part.get("format") in ("date", "date-time", "time"):
        return Sort.MOMENT
    if "sha256" in name or name.endswith("hmac"):
        return Sort.DIGEST
    if name in OF_PEOPLE:
        return Sort.NUMBER
    if name in OF_THINGS:
        return Sort.THING
    raise Unsorted(f"{name}: say in asnkit/leaving.py whether it leads to a person (OF_PEOPLE) or not (OF_THINGS)")


def fields(schema: dict, place: str = "") -> Iterator[tuple[str, Sort, str]]:
    """(place, sort, why) of everything that holds a value. Raises Unsorted."""
    for name, part in schema.get("properties", {}).items():
        yield from _of(name, f"{place}{name}", part)
    if isinstance(rest := schema.get("additionalProperties"), dict):
        yield from _of(place.rstrip(".").rpartition(".")[2], f"{place}…", rest)


def _of(name: str, place: str, part: dict) -> Iterator[tuple[str, Sort, str]]:
    for way in part.get("oneOf") or part.get("anyOf") or [part]:
        if way.get("type") == "null":
            continue
        if way.get("type") == "array":
            yield from _of(
                name.removesuffix("s") if name not in OF_PEOPLE else name, f"{place}[]", way.get("items", {})
            )
            continue
        if sort := sort_of(name, way):
            yield place, sort, way.get("x-open") if sort is Sort.OPEN else sort.value[2]
        yield from fields(way, f"{place}.")


def document(directory: Path) -> str:
    """Raises Unsorted, naming the event."""
    contracts = Contracts(directory)
    lines = [
        "# What leaves the house",
        "",
        "Made by `make generate` from the contracts; not edited by hand. Beside these each event has its envelope:",
        "`actor` (role and a random number), times, a random `nonce`, the numbers of its command and its cause.",
        "A fact about a number is personal data of whoever stands behind it, wherever that is known.",
    ]
    for audience, words in AUDIENCES.items():
        lines += ["", f"## {words}", "", "| event | field | personal | sealed | why |", "|---|---|---|---|---|"]
        for name, version in sorted(contracts.newest_versions.items()):
            if contracts.owners.table[contracts.aggregate(name)].audience != audience:
                continue
            try:
                found = list(dict.fromkeys(fields(contracts.schema(name, version))))
            except Unsorted as unsorted:
                raise Unsorted(f"{name}: {unsorted}") from None
            for place, sort, why in found:
                lines.append(f"| {name} | {place} | {sort.personal} | {sort.value[1]} | {why} |")
            if not found:
                lines.append(f"| {name} | – | – | – | that it happened is all it says |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(document(Settings.contracts))
    except Unsorted as unsorted:
        sys.exit(str(unsorted))
