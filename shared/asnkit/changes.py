"""What differs between two contents of the same thing, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is the path with dots, "" for the whole; `kind` one of added, removed, changed."""

    field: str
    kind: str
    before: Any = None
    after: Any = None


def changes(before: Any, after: Any, field: str = "") -> Iterator[Change]:
    """Every difference, in the order of the fields. A list counts as one value; None at the top is "not there"."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            path = f"{field}.{name}" if field else name
            if name not in before:
                yield Change(path, ADDED, None, after[name])
            elif name not in after:
                yield Change(path, REMOVED, before[name], None)
            else:
                yield from changes(before[name], after[name], path)
    elif before != after or type(before) is not type(after):
        if not field and before is None:
            yield Change(field, ADDED, None, after)
        elif not field and after is None:
            yield Change(field, REMOVED, before, None)
        else:
            yield Change(field, CHANGED, before, after)
