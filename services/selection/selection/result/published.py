"""What a published result says: its event names every list by hash, and only what has that hash is read."""

from bisect import bisect_right
from collections.abc import Iterator

from asnkit.content import ContentChanged
from asnkit.events import Refused
from pymongo.database import Database

from ..ranking import lists
from ..streams import result_stream
from .domain import published_by

ADMITTED = "P/L"


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
