"""What became of the training need that a gap came to, out of the rows of views.py."""

from collections.abc import Iterable

from pymongo.collection import Collection

OPEN, ACCEPTED, DECLINED, MERGED = "OPEN", "ACCEPTED", "DECLINED", "MERGED"


def became(rows: Collection, gaps: Iterable[str]) -> dict[str, str]:
    """Gap (its stream) → OPEN, ACCEPTED or DECLINED, by the need that it came to; without those that came to none."""
    needs = {row["_id"]: row["need"] for row in rows.find({"_id": {"$in": list(gaps)}})}
    decided: dict[str, dict] = {}
    asked = set(needs.values())
    while asked:
        found = {row["_id"]: row for row in rows.find({"_id": {"$in": sorted(asked)}})}
        decided |= found
        asked = {row["into"] for row in found.values() if row["into"]} - decided.keys()
    return {gap: _status(need, decided) for gap, need in needs.items()}


def _status(need: str, decided: dict[str, dict]) -> str:
    """Training merges into open needs alone, so no need leads back to itself."""
    while need in decided and decided[need]["status"] == MERGED:
        need = decided[need]["into"]
    return decided[need]["status"] if need in decided else OPEN
