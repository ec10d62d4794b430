"""In the night nobody is written to."""

from datetime import UTC, datetime

import pytest
from asnkit.quiet import awake
from asnkit.wib import WIB


def at(day, hour, minute=0, second=0):
    return datetime(2026, 8, day, hour, minute, second, tzinfo=WIB)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (at(17, 6), at(17, 6)),
        (at(17, 12), at(17, 12)),
        (at(17, 20, 59, 59), at(17, 20, 59, 59)),
        (at(17, 21), at(18, 6)),
        (at(17, 23, 59), at(18, 6)),
        (at(18, 0), at(18, 6)),
        (at(18, 5, 59, 59), at(18, 6)),
        (at(31, 22), datetime(2026, 9, 1, 6, tzinfo=WIB)),
    ],
)
def test_from_nine_in_the_evening_it_waits_until_six(moment, written):
    assert awake(moment) == written
    assert awake(moment.astimezone(UTC)) == written
