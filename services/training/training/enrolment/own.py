"""What waits of somebody's own trainings; tests, attendance and impressions are asked for on their page."""

from asnkit.service import Runtime
from asnkit.states import every

from ..activity.domain import WAITING
from ..session.domain import CANCELLED
from ..sitting.domain import SITTING
from ..sitting.own import OPEN, exams_of
from .application import DECLINED


def waiting_of(runtime: Runtime, person: str, today: str) -> dict:
    """team.schemas.OwnWaiting on a day (YYYY-MM-DD)."""
    rows = list(runtime.views["places"].find({"person": person}))
    seated = [row for row in rows if row["standing"] == "SEATED"]
    absent = [f"session-{row['session']}" for row in seated if today not in row["attended"]]
    meeting = {"_id": {"$in": absent}, "status": {"$ne": CANCELLED}, "days.date": today}
    kept = [f"session-{row['session']}" for row in rows if row["standing"] not in ("GONE", DECLINED)]
    changed = runtime.views["sessions"].find({"_id": {"$in": kept}, "moved_at": {"$ne": None}})
    looked_at = [state for _, _, state in every(runtime.db, "activity", person=person)]
    return {
        "exams": sum(one["status"] in (OPEN, SITTING) for one in exams_of(runtime, person)),
        "today": runtime.views["sessions"].count_documents(meeting),
        "reviews": sum(bool(row["outcome"]) and not row["reviewed"] for row in seated),
        "decided": sorted((row["decided_at"] for row in rows if row["decided_at"]), reverse=True),
        "checked": sorted((one["at"] for one in looked_at if one["status"] != WAITING), reverse=True),
        "moved": sorted((one["moved_at"] for one in changed), reverse=True),
    }
