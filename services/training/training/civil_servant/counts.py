"""How many there are of what the service records, for everybody."""

from pymongo.database import Database


def counted(db: Database) -> dict:
    """schemas.TrainingCounts."""
    of_course = {"$cond": [{"$ifNull": ["$data.enrolment", False]}, 1, 0]}  # an activity elsewhere completes none
    credited = list(
        db.state.aggregate(
            [
                {"$match": {"aggregate": "hours", "data.reversed": {"$exists": False}}},
                {"$group": {"_id": None, "n": {"$sum": of_course}, "hours": {"$sum": "$data.hours"}}},
            ]
        )
    )
    return {
        "civil_servants": db.state.count_documents({"aggregate": "civil_servant", "data.left_at": {"$exists": False}}),
        "enrolments": db.state.count_documents({"aggregate": "enrolment"}),
        "completed": credited[0]["n"] if credited else 0,
        "hours": credited[0]["hours"] if credited else 0,
    }
