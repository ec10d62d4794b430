"""Finding a period by its code, as people and events name it."""

from datetime import datetime

from asnkit import states
from asnkit.events import Refused
from asnkit.scope import keep_to
from pymongo.database import Database

from .domain import check_running, takes_applications


def period_of(db: Database, code: str, session=None) -> dict:
    """The state of a period. Raises Refused 404."""
    return found_period(db, code, session)[2]


def found_period(db: Database, code: str, session=None) -> tuple[str, int, dict]:
    """A period's stream, its version and its state. Raises Refused 404, and where the caller has another one."""
    keep_to(code)
    found = states.every(db, "period", session, code=code)
    if not found:
        raise Refused("periode-tidak-ada", f"Periode {code} tidak ditemukan.", "period", status=404)
    return found[0]


def running_period(db: Database, code: str, session=None) -> dict:
    """The state of a period in which something may still be begun. Raises Refused."""
    period = period_of(db, code, session)
    check_running(period)
    return period


def open_periods(db: Database, now: datetime) -> list[str]:
    """The codes of the periods whose registration runs now."""
    return [state["code"] for _, _, state in states.every(db, "period") if takes_applications(state, now)]
