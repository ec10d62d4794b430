from asnkit import states
from pymongo.database import Database

from .domain import FILE_CHECK


def is_announced(db: Database, period: str, session=None) -> bool:
    """Whether the verdicts of a period are told to anybody."""
    return states.one(db, "announcement", session, period=period, stage=FILE_CHECK) is not None
