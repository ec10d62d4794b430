"""What people say about themselves beside a survey: sums of each question, that cannot be put beside an answer.

No event has it. Each answer to such a question is added to one of many counters of that question alone, picked by
chance, in the transaction of the survey's answer, so that a form that is sent twice counts once and a crowd does not
wait for one counter. Nobody can tell whose it was, nor which two were of one person.
"""

import secrets
from collections.abc import Mapping

from asnkit.commits import Tx
from pymongo.database import Database

from ..rules.respondents import ABOUT

COLLECTION = "profiles"
COUNTERS = 64


def count(tx: Tx, survey: str, about: Mapping[str, str]) -> None:
    for question, answer in about.items():
        place = {"_id": f"{survey}/{question}/{secrets.randbelow(COUNTERS)}"}
        tx.db[COLLECTION].update_one(place, {"$inc": {answer: 1}}, upsert=True, session=tx.session)


def counted(db: Database, survey: str, session=None) -> dict[str, dict[str, int]]:
    """Question → answer → how many."""
    places = [f"{survey}/{question}/{number}" for question in ABOUT for number in range(COUNTERS)]
    sums: dict[str, dict[str, int]] = {question: {} for question in ABOUT}
    for row in db[COLLECTION].find({"_id": {"$in": places}}, session=session):
        question = sums[row.pop("_id").split("/")[1]]
        for answer, number in row.items():
            question[answer] = question.get(answer, 0) + number
    return sums
