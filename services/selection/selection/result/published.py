"""What a published result says: its event names every list by hash, and only what has that hash is read."""

from bisect import bisect_right
from collections.abc import Iterator

from asnkit.content import ContentChanged
from asnkit.events import Refused
from pymongo.database import Database

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT
from ..ranking import lists
from ..ranking.domain import SKD, STAGES
from ..rules.skd import PARTS
from ..streams import result_stream
from .book import Former
from .domain import published_by

ADMITTED = "P/L"
STATUSES = {"TH": ABSENT, "DIS": DISQUALIFIED}


def published(db: Database, round_id: str, stage: str, session=None) -> dict:
    """The published result of a stage. Raises Refused."""
    found = db.state.find_one({"_id": result_stream(round_id, stage)}, session=session)
    return published_by(found and found["data"], stage)


def rows(db: Database, ranking: dict) -> Iterator[dict]:
    """All rows of one line; `ranking` as a result names it. Raises Refused when the list is not what has that hash."""
    try:
        yield from lists.every(db, lists.index(db, ranking["list_sha256"])["pages"])
    except ContentChanged:
        raise Refused("daftar-berubah", "Daftar peringkat ini bukan lagi yang dihitung.") from None


def former(db: Database, state: dict) -> Former | None:
    """What a new edition of this result replaces; None for the first."""
    if state["published"] is None:
        return None
    digest = state["published"]["public_sha256"]
    wanted = {"aggregate": "score_amendment", "data.round": state["round"], "data.status": "approved"}
    found = db.state.find(wanted, {"data.participant_no": 1, "data.reason_code": 1}).sort("_id", 1)
    reasons = {one["data"]["participant_no"]: one["data"]["reason_code"] for one in found}
    return Former(digest, lists.index(db, digest)["lists"], lambda one: lists.every(db, one["pages"]), reasons)


def decided_ties(db: Database, round_id: str) -> dict[str, list[dict]]:
    """What the public book says of decided ties, by vacancy."""
    found = db.state.find({"aggregate": "tie", "data.round": round_id})
    return {one["data"]["vacancy"]: [_public(made) for made in one["data"]["decided"]] for one in found}


def _public(made: dict) -> dict:
    order = [person["participant_no"] for person in made["order"]]
    return {"order": order, "ground": made["ground"], "minutes": made["minutes"]}


def outdated(db: Database, published: dict) -> int:
    """How many of its lists were computed anew since, with another outcome."""
    named = {one["ranking"].partition("@")[0]: one["list_sha256"] for one in published["rankings"]}
    found = db.state.find({"_id": {"$in": list(named)}}, {"data.list_sha256": 1})
    return sum(one["data"]["list_sha256"] != named[one["_id"]] for one in found)


def overtaken(db: Database, round_id: str, session=None) -> list[str]:
    """Numbers whose corrected score is not yet what the newest edition of each stage says."""
    wanted = {"aggregate": "score_amendment", "data.round": round_id, "data.status": "approved"}
    streams = sorted(
        {one["data"]["candidate"] for one in db.state.find(wanted, {"data.candidate": 1}, session=session)}
    )
    published = [one["data"] for one in _results(db, round_id, session) if one["data"]["published"]]
    found = []
    for candidate in db.state.find({"_id": {"$in": streams}}, session=session):
        state = candidate["data"]
        listed = ((one["stage"], row_of(db, one["published"], state["participant_no"])) for one in published)
        if not all(place is None or carries(stage, place[1], state) for stage, place in listed):
            found.append(state["participant_no"])
    return sorted(found)


def carries(stage: str, row: dict, state: dict) -> bool:
    """Whether a row of this stage's list says the score that the candidate has; of who withdrew it says none."""
    if state["withdrawn"]:
        return True
    points, last = state["skd"]["skd"] or dict.fromkeys(PARTS), state["skd" if stage == SKD else "skb"]
    tests = stage == SKD or row["skb"] == last["skb"]
    attended = STATUSES.get(row["code"], PRESENT) == last["status"]
    return tests and attended and all(row[part] == points[part] for part in PARTS)


def _results(db: Database, round_id: str, session) -> list[dict]:
    streams = [result_stream(round_id, stage) for stage in STAGES]
    return list(db.state.find({"_id": {"$in": streams}}, session=session))


def admitted(db: Database, result: dict, vacancy: str | None = None) -> dict[str, str]:
    """Candidates whom a published SKD result sends on to SKB, each with the ranking event that says so.

    Of one line, or of all. Raises Refused.
    """
    wanted = [one for one in result["rankings"] if vacancy in (None, one["vacancy"])]
    return {row["candidate"]: one["ranking"] for one in wanted for row in rows(db, one) if row["code"] == ADMITTED}


def row_of(db: Database, result: dict, participant_no: str) -> tuple[dict, dict] | None:
    """(the line's list in the public book, the candidate's row) of a published result; None who is on no list.

    The directory of the book leads to the one page that the row is on.
    """
    book = lists.index(db, result["public_sha256"])
    firsts = [page["first"] for page in book["directory"]]
    number = bisect_right(firsts, participant_no) - 1
    places = lists.every(db, book["directory"][number : number + 1]) if number >= 0 else ()
    for found, vacancy, position in places:
        if found == participant_no:
            ranking = next(one for one in result["rankings"] if one["vacancy"] == vacancy)
            [row] = lists.part(db, lists.index(db, ranking["list_sha256"])["pages"], position, 1)
            return next(one for one in book["lists"] if vacancy in one["vacancies"]), row
    return None
