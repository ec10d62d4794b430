"""How many applications and objections of a period stand where."""

from pymongo.database import Database

from ..announcement.domain import AFTER_OBJECTIONS, FILE_CHECK


def counts(db: Database, period: str) -> dict:
    """Exact, from the states: see schemas.PeriodCounts."""
    lines = list(
        db.state.aggregate(
            [
                {"$match": {"aggregate": "vacancy", "data.period": period}},
                {"$group": {"_id": None, "lines": {"$sum": 1}, "quota": {"$sum": "$data.quota"}}},
            ]
        )
    )
    applications = _by_status(db, "application", period)
    never_sent = db.state.count_documents(
        {"aggregate": "application", "data.period": period, "data.status": "withdrawn", "data.was": "draft"}
    )
    registered = sum(applications.values())
    draft = applications.get("draft", 0)
    objections = _by_status(db, "objection", period)
    return {
        "lines": lines[0]["lines"] if lines else 0,
        "quota": lines[0]["quota"] if lines else 0,
        "applications": {
            "registered": registered,
            "submitted": registered - draft - never_sent,
            "draft": draft,
            "undecided": applications.get("submitted", 0),
            "MS": applications.get("MS", 0),
            "TMS": applications.get("TMS", 0),
            "withdrawn": applications.get("withdrawn", 0),
        },
        "objections": {
            "filed": sum(objections.values()),
            "unanswered": objections.get("filed", 0),
            "accepted": objections.get("accepted", 0),
            "rejected": objections.get("rejected", 0),
        },
    }


def announced(counted: dict, announcements: list[dict]) -> dict:
    """What everyone may know of `counts`: of verdicts and answers only what an announcement said.

    `announcements` are states of the period's announcements. See schemas.PeriodCounts.
    """
    by_stage = {state["stage"]: state["counts"] for state in announcements}
    verdicts = by_stage.get(AFTER_OBJECTIONS) or by_stage.get(FILE_CHECK) or {}
    shown = ("registered", "submitted", "draft", "withdrawn")
    answers = counted["objections"] if AFTER_OBJECTIONS in by_stage else {}
    return {
        "lines": counted["lines"],
        "quota": counted["quota"],
        "applications": {
            **{name: counted["applications"][name] for name in shown},
            **{verdict: verdicts.get(verdict) for verdict in ("MS", "TMS")},
        },
        "objections": {
            "filed": counted["objections"]["filed"],
            **{outcome: answers.get(outcome) for outcome in ("accepted", "rejected")},
        },
    }


def _by_status(db: Database, aggregate: str, period: str) -> dict[str, int]:
    stages = [
        {"$match": {"aggregate": aggregate, "data.period": period}},
        {"$group": {"_id": "$data.status", "n": {"$sum": 1}}},
    ]
    return {row["_id"]: row["n"] for row in db.state.aggregate(stages)}
