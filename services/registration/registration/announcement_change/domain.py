"""A published letter that is corrected: proposed by one of the committee, decided by another one over the same bytes.

Streams: announcement_change-<uuid>; one at a time for each announcement (a claim, in api.py). As a period moves
(../period_change), so does the letter of an announcement: its number and its heading. The second person signs under the
very event that says what stands and what should stand, and the announcement has a new version of its letter in the same
transaction (`announcement.corrected`). List, codes and window are what was announced, for ever: a list that was wrong
is followed by another one (../announcement). A rule of this project, of no decree (docs/rules.md §0.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Event, Refused
from asnkit.proposal import Proposal

from ..announcement.domain import check_letter

REASONS = {
    "ENTRY_ERROR": "Ada yang salah ditulis.",
    "RENUMBERED": "Suratnya dinomori ulang.",
    "REISSUED": "Suratnya diterbitkan ulang.",
}


@dataclass(frozen=True, slots=True)
class Propose:
    """`announcement` is the state of `stream`; `after` holds the fields of the letter that change."""

    stream: str
    announcement: dict
    after: Mapping
    reason_code: str
    letter: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `announcement` is as it is now."""

    actor: str
    proposed: Mapping
    announcement: dict


def _propose(command: Propose, _now: datetime) -> dict:
    announcement = command.announcement
    after = {name: value for name, value in command.after.items() if value != announcement[name]}
    check_letter(after)
    return {
        "period": announcement["period"],
        "subject": command.stream,
        "before": {name: announcement[name] for name in after},
        "after": after,
        "reason_code": command.reason_code,
        "letter": command.letter,
    }


def _approve(state: dict, command: Approve, _now: datetime) -> dict:
    if any(command.announcement[name] != value for name, value in state["before"].items()):
        raise Refused("pengumuman-berubah", "Pengumuman ini berubah sesudah koreksi diusulkan; usulkan lagi.")
    return {}


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    data = event.data
    told = {name: data[name] for name in ("after", "reason_code", "letter")}
    return Propose(data["subject"], states[data["subject"]], **told)


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], states[event.data["subject"]])


CHANGE = Proposal(
    "announcement_change",
    "Koreksi pengumuman",
    "koreksi",
    Propose,
    Approve,
    _propose,
    _approve,
    told=("period", "subject", "after", "reason_code", "letter"),
)
AGGREGATE = CHANGE.aggregate(_propose_again, _approve_again)
