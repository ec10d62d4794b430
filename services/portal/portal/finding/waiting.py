"""Whom a finding waits for: the desk that it was given to, and the auditors once that has answered."""

from asnkit.web import current

MOST = 25


def of_desk(role: str) -> list[dict]:
    """The open findings of this role, first due first."""
    return _found({"desk": role})


def answered() -> list[dict]:
    """Those that a desk has answered and no auditor has looked at since."""
    return _found({"waits_for": "auditors"})


def _found(wanted: dict) -> list[dict]:
    rows = current().views["asked_findings"].find(wanted).sort([("due", 1), ("_id", 1)]).limit(MOST)
    return [{**row, "id": row["_id"], "answered": row["waits_for"] == "auditors"} for row in rows]
