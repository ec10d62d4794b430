"""When nobody is written to: from nine in the evening to six in the morning, WIB.

A rule of this project, of no decree.
"""

from datetime import datetime, time, timedelta

from asnkit.wib import WIB

FROM, TO = time(21), time(6)


def awake(moment: datetime) -> datetime:
    """The moment, or six in the morning after it where it lies in the night."""
    local = moment.astimezone(WIB)
    if TO <= local.time() < FROM:
        return moment
    day = local.date() + timedelta(days=local.time() >= FROM)
    return datetime.combine(day, TO, WIB).astimezone(moment.tzinfo)
