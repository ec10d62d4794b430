from collections.abc import Mapping

from asnkit import states
from pymongo.database import Database

from ..vacancy.lookup import is_closed
from .domain import FILE_CHECK


def is_announced(db: Database, period: str, session=None) -> bool:
    """Whether the verdicts of a period are told to anybody."""
    return states.one(db, "announcement", session, period=period, stage=FILE_CHECK) is not None


def is_told(db: Database, application: Mapping, session=None) -> bool:
    """Whether its owner knows the verdict: its list is out, and it is on it. What belongs to a closed line never is."""
    return is_announced(db, application["period"], session) and not is_closed(db, application["vacancy"], session)
