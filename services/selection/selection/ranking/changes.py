"""What became of people between two lists of one line or job: whose place, code or points are others now. Pure."""

from collections.abc import Iterable, Mapping

COMPARED = ("rank", "code", "total", "final_shown")


def changed(before: Iterable[Mapping], after: Iterable[Mapping]) -> list[dict]:
    """[{participant_no, before, after}] in the order of the numbers, each side COMPARED or None who is not on it."""
    old, new = _by_number(before), _by_number(after)
    return [
        {"participant_no": number, "before": old.get(number), "after": new.get(number)}
        for number in sorted(old.keys() | new.keys())
        if old.get(number) != new.get(number)
    ]


def _by_number(rows: Iterable[Mapping]) -> dict[str, dict]:
    return {row["participant_no"]: {key: row.get(key) for key in COMPARED} for row in rows}
