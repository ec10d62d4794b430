"""An uploaded score file, read and compared with what selection knows, and what the answer says of it."""

import json
from typing import NamedTuple

from asnkit.sealing import Erased
from asnkit.sheet import keeping
from asnkit.sheet.faults import told
from asnkit.sheet.rows import Unread
from asnkit.sheet.table import misnamed
from asnkit.web import caller, current

from .. import states
from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKB
from ..ranking.domain import SKD
from ..result.published import admitted, published
from .check import Known, check
from .domain import REMARKED, RENOUNCED
from .sheet import Sheet, read

UNREAD = "unread"


class Reading(NamedTuple):
    """What is signed, if there are no errors: `rows` as check.Checked has them."""

    rows: list[dict]
    errors: list[dict]
    missing: int
    unread: list[Unread]
    remarks: str | None
    known: Known

    @property
    def summary(self) -> dict[str, int]:
        counted = [row["status"] for row in self.rows]
        return {status.lower(): counted.count(status) for status in (PRESENT, ABSENT, DISQUALIFIED)}


def look(content: bytes, wanted: dict, round_id: str, round_state: dict) -> Reading:
    """`wanted` are the arguments of the upload."""
    stage, wrong = wanted["stage"], told(misnamed(content, wanted["file"]))
    against = known(round_id, round_state, stage)
    sheet = Sheet([], wrong, [], False) if wrong else read(content, stage, wanted["all_present"])
    checked = check(sheet, stage, against)
    remarks = REMARKED if sheet.remarked else RENOUNCED if wanted["all_present"] else None
    return Reading(checked.rows, checked.errors, checked.missing, sheet.unread, remarks, against)


def shown(reading: Reading, wanted: dict) -> dict:
    """The answer to a file that was not staged: with faults, or only to be looked at."""
    return {
        "id": None,
        "version": None,
        "round": str(wanted["round"]),
        "stage": wanted["stage"],
        "file": wanted["file"],
        "staged": None,
        "rows": len(reading.rows),
        "summary": reading.summary,
        "missing": reading.missing,
        "status": "rejected" if reading.errors else "preview",
        "failed_by": None,
        "next": 0,
        "applied": 0,
        "refused": 0,
        "refusals": [],
        "remarks": reading.remarks,
        "unread": [one._asdict() for one in reading.unread],
        **keeping.keep(current().db, caller().actor, reading.errors),
    }


def seal_unread(stream: str, unread: list[Unread]) -> dict | None:
    """What the event says of columns that nobody reads: their headings may be anything."""
    if not unread:
        return None
    return current().vault.seal(stream, stream, UNREAD, json.dumps([one._asdict() for one in unread]))


def open_unread(stream: str, state: dict) -> list[dict]:
    """{column, cells} of each column that was not read."""
    if not state.get(UNREAD):
        return []
    try:
        return json.loads(current().vault.open(stream, UNREAD, state[UNREAD]))
    except Erased:
        return []


def known(round_id: str, round_state: dict, stage: str) -> Known:
    """What a file of this stage is checked against. Raises Refused before there is a published SKD result, for SKB."""
    db, period = current().db, round_state["period"]
    candidates = states.numbers(db, period, stage.lower(), "withdrawn")
    sent_on = admitted(db, published(db, round_id, SKD)) if stage == SKB else {}
    return Known(round_state, candidates, states.lines(db, period), sent_on)
