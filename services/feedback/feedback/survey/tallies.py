"""Counting a survey's answers, from the states of its responses."""

from pymongo.database import Database

from .questions import ELEMENTS


def responses(db: Database, survey: str, session=None) -> int:
    return db.state.count_documents({"aggregate": "response", "data.survey": survey}, session=session)


def tallies(db: Database, survey: str, session=None) -> dict[str, tuple[int, int]]:
    """element → (respondents, sum of their answers); integers throughout."""
    group: dict = {"_id": None}
    for element in ELEMENTS:
        answer = f"$data.answers.{element}"
        group[f"{element}_n"] = {"$sum": {"$cond": [{"$gt": [answer, None]}, 1, 0]}}
        group[f"{element}_total"] = {"$sum": answer}
    stages = [{"$match": {"aggregate": "response", "data.survey": survey}}, {"$group": group}]
    found = next(iter(db.state.aggregate(stages, session=session)), None) or {}
    return {name: (found.get(f"{name}_n", 0), found.get(f"{name}_total", 0)) for name in ELEMENTS}
