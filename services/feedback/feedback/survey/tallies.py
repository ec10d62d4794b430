"""Counting a survey's answers, from the states of its responses."""

import json

from asnkit.events import uuid_of
from pymongo.database import Database

from ..response.domain import FLAGS
from ..rules.spread import PAIRS, Complete
from .domain import ANY, CHANNELS
from .questions import ELEMENTS


def responses(db: Database, survey: str, session=None) -> int:
    return db.state.count_documents({"aggregate": "response", "data.survey": survey}, session=session)


def by_slip(db: Database, survey: str, session=None) -> int:
    return db.state.count_documents(
        {"aggregate": "response", "data.survey": survey, "data.slip": True}, session=session
    )


def by_channel(db: Database, survey: str, session=None) -> dict[str, int]:
    """Each channel → how many answers came by it."""
    stages = [
        {"$match": {"aggregate": "response", "data.survey": survey}},
        {"$group": {"_id": "$data.channel", "n": {"$sum": 1}}},
    ]
    found = {one["_id"]: one["n"] for one in db.state.aggregate(stages, session=session)}
    return {channel: found.get(channel, 0) for channel in CHANNELS}


def flagged(db: Database, survey: str, session=None) -> dict[str, int]:
    """flag → how many answers have it, and "any": how many have one at least."""
    stages = [
        {"$match": {"aggregate": "response", "data.survey": survey, "data.flags": {"$exists": True}}},
        {"$group": {"_id": "$data.flags", "n": {"$sum": 1}}},
    ]
    found = list(db.state.aggregate(stages, session=session))
    numbers = {flag: sum(one["n"] for one in found if flag in one["_id"]) for flag in FLAGS}
    return numbers | {ANY: sum(one["n"] for one in found)}


def counted(db: Database, survey: str, session=None) -> bytes:
    """The ids of the answers that are there, in order, as JSON without spaces: what an index names by its hash."""
    found = db.state.find({"aggregate": "response", "data.survey": survey}, {"_id": 1}, session=session)
    return json.dumps(sorted(uuid_of(document["_id"]) for document in found), separators=(",", ":")).encode()


def tallies(db: Database, survey: str, session=None, unflagged: bool = False) -> dict[str, tuple[int, int]]:
    """element → (respondents, sum of their answers); integers throughout. `unflagged`: of answers without a flag."""
    group: dict = {"_id": None}
    for element in ELEMENTS:
        answer = f"$data.answers.{element}"
        group[f"{element}_n"] = {"$sum": {"$cond": [{"$gt": [answer, None]}, 1, 0]}}
        group[f"{element}_total"] = {"$sum": answer}
    match = {"aggregate": "response", "data.survey": survey} | ({"data.flags": None} if unflagged else {})
    stages = [{"$match": match}, {"$group": group}]
    found = next(iter(db.state.aggregate(stages, session=session)), None) or {}
    return {name: (found.get(f"{name}_n", 0), found.get(f"{name}_total", 0)) for name in ELEMENTS}


def complete(db: Database, survey: str, session=None) -> Complete:
    """Sums over the answers to every element."""
    answers = [f"$data.answers.{element}" for element in ELEMENTS]
    group: dict = {"_id": None, "n": {"$sum": 1}}
    group |= {f"t{i}": {"$sum": answer} for i, answer in enumerate(answers)}
    group |= {f"p{i}_{j}": {"$sum": {"$multiply": [answers[i], answers[j]]}} for i, j in PAIRS}
    every = {f"data.answers.{element}": {"$exists": True} for element in ELEMENTS}
    stages = [{"$match": {"aggregate": "response", "data.survey": survey, **every}}, {"$group": group}]
    found = next(iter(db.state.aggregate(stages, session=session)), None)
    if found is None:
        return Complete(0, [], [])
    return Complete(found["n"], [found[f"t{i}"] for i in range(len(ELEMENTS))], [found[f"p{i}_{j}"] for i, j in PAIRS])
