"""The list behind an announcement of registration: who stands on it, and its hash.

It is computed from the applications' states, so that anyone with the events gets the same:
for the file check the verdict of the file check, after objections the last verdict.
"""

import hashlib
import json

from .domain import FILE_CHECK


def rows(applications: list[dict], stage: str, published_at: str) -> list[tuple[str, str]]:
    """(participant number, code) in the order of the numbers.

    `applications` are states of submitted applications; one that was withdrawn before the
    announcement (`published_at`, RFC 3339 in UTC) is not on the list.
    """
    listed = []
    for application in applications:
        if application["status"] == "withdrawn" and application["withdrawn_at"] < published_at:
            continue
        verdicts = application["verdicts"]
        if stage == FILE_CHECK:
            verdicts = [verdict for verdict in verdicts if verdict["basis"] == "file_check"]
        if verdicts:
            listed.append((application["participant_no"], verdicts[-1]["verdict"]))
    return sorted(listed)


def counts(listed: list[tuple[str, str]]) -> dict[str, int]:
    codes = [code for _, code in listed]
    return {code: codes.count(code) for code in ("MS", "TMS")}


def exact(listed: list[tuple[str, str]]) -> bytes:
    """The rows as JSON without spaces: [["24…","MS"],…]."""
    return json.dumps([list(row) for row in listed], separators=(",", ":"), ensure_ascii=True).encode()


def list_sha256(listed: list[tuple[str, str]]) -> str:
    return hashlib.sha256(exact(listed)).hexdigest()
