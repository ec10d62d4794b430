"""A survey's answers: how many there are, which, and the sums that response/views.py keeps of them."""

from asnkit.events import uuid_of
from pymongo.database import Database

from ..response.views import NOTHING
from ..rules.spread import Complete


def responses(db: Database, survey: str, session=None) -> int:
    return db.state.count_documents({"aggregate": "response", "data.survey": survey}, session=session)


def counted(db: Database, survey: str, session=None) -> list[str]:
    """The ids of the answers that are there, in order, from an index that has nothing of their content."""
    wanted = {"aggregate": "response", "data.survey": survey}
    return sorted(uuid_of(found["_id"]) for found in db.state.find(wanted, {"_id": 1}, session=session))


def tallied(views, survey: str, session=None) -> dict:
    """Row of response/views.py, a moment behind the answers."""
    row = views["survey_answers"].find_one({"_id": survey}, session=session) or NOTHING
    elements = {name: {key: tuple(one) for key, one in row[name].items()} for name in ("elements", "rest")}
    return {**row, **elements, "complete": Complete(**row["complete"])}
