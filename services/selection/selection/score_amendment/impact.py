"""What a corrected score would do to the lists of its line: computed before anybody signs, named by hash by both.

Nothing is recorded here. The lists are made by the function that makes them later, from signed events, with one
score exchanged.
"""

from dataclasses import dataclass
from hashlib import sha256

import orjson

from ..candidate.domain import SKD, WINNER
from ..ranking.changes import changed
from ..ranking.domain import FINAL
from ..ranking_batch.lines import compute
from ..result.published import rows
from ..rules import ruleset
from ..streams import ranking_stream


@dataclass(frozen=True, slots=True)
class Impact:
    """`lists` are [{stage, list_sha256, rows: what changes.changed gives}] of each list that there is now.

    `appointed` are the numbers of people appointed already whose seat the new list would give to somebody else.
    """

    lists: list[dict]
    appointed: list[str]

    @property
    def content(self) -> bytes:
        return ruleset.canonical({"appointed": self.appointed, "lists": self.lists})

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def touched(round_id: str, stage: str, vacancy: str) -> dict[str, str]:
    """Stage of a list → its stream, of the lists that a score of this test enters."""
    return {one: ranking_stream(round_id, one, vacancy) for one in ((SKD, FINAL) if stage == SKD else (FINAL,))}


def simulate(runtime, round_id: str, candidate: str, stage: str, score: dict) -> Impact:
    """`score` is {status, skd, skb}. Raises Refused where a list could not be computed; Unavailable."""
    state = runtime.store.load_signed(candidate).state
    instead = {candidate: {**state, stage.lower(): score}}
    lists, lost = [], set()
    for one, stream in touched(round_id, stage, state["vacancy"]).items():
        now = runtime.store.load_signed(stream).state
        if now is None:
            continue
        then = compute(runtime, round_id, one, state["vacancy"], instead)
        found = changed(rows(runtime.db, now), _rows(then.listing))
        lists.append({"stage": one, "list_sha256": now["list_sha256"], "rows": found})
        lost |= {row["participant_no"] for row in found if one == FINAL and _loses(row)}
    return Impact(lists, sorted(lost & _appointed(runtime.db, state["vacancy"])))


def _rows(listing) -> list[dict]:
    return [row for page in listing.pages for row in orjson.loads(page)]


def _loses(row: dict) -> bool:
    return bool(row["before"]) and row["before"]["code"] == WINNER != (row["after"] or {}).get("code")


def _appointed(db, vacancy: str) -> set[str]:
    wanted = {"aggregate": "candidate", "data.vacancy": vacancy, "data.appointed": {"$ne": None}}
    return {document["data"]["participant_no"] for document in db.state.find(wanted, {"data.participant_no": 1})}
