"""One verifier's pace, out of its row and what lies on the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from asnkit.wib import wib_date

from .views import COUNTED

WEEK = timedelta(days=7)


def pace(row: Mapping, held: Sequence[Mapping], now: datetime) -> dict:
    """schemas.Pace; `row` as in views.py, `held` the desks of this verifier's files."""
    since = wib_date(now - WEEK).isoformat()
    return {
        **{name: row[name] for name in ("verifier", "last_at", *COUNTED)},
        "held": len(held),
        "oldest_since": min((desk["since"] for desk in held), default=None),
        "week": sum(count for day, count in row["days"].items() if day > since),
    }
