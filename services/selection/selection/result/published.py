"""What a published result says, read from the very events that it names."""

from asnkit.events import Refused
from pymongo.database import Database

from .. import states
from ..ranking.domain import SKD
from ..streams import result_stream

ADMITTED = "P/L"


def rankings(db: Database, published: dict, session=None) -> dict[str, dict]:
    """The data of `ranking.computed` by vacancy, exactly the versions that the result names."""
    references = [ranking["ranking"] for ranking in published["rankings"]]
    return {event.data["vacancy"]: event.data for event in states.events(db, references, session).values()}


def published(db: Database, round_id: str, stage: str, session=None) -> dict:
    """The published result of a stage. Raises Refused."""
    found = db.state.find_one({"_id": result_stream(round_id, stage)}, session=session)
    result = found["data"]["published"] if found else None
    if result is None:
        words = "SKD" if stage == SKD else "akhir"
        raise Refused("hasil-belum-terbit", f"Terbitkan hasil {words} seleksi ini lebih dahulu.")
    return result


def admitted(db: Database, round_id: str, session=None) -> dict[str, str]:
    """Candidates whom the published SKD result sends on to SKB, each with the ranking event that says so."""
    result = published(db, round_id, SKD, session)
    by_vacancy = {ranking["vacancy"]: ranking["ranking"] for ranking in result["rankings"]}
    return {
        row["candidate"]: by_vacancy[vacancy]
        for vacancy, ranking in rankings(db, result, session).items()
        for row in ranking["rows"]
        if row["code"] == ADMITTED
    }
