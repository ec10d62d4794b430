"""How a service stands, in one word: what is red stops somebody's work, what is orange wants a look."""

from datetime import UTC, datetime

import pytest
from portal.technical.standing import AWAY, BROKEN, LOOK, RUNNING, is_old, judge

NOON = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
WELL = {"wants": [], "worker": True, "outbox": 0, "oldest": None, "behind": 0, "late": 0, "parked": 0}


@pytest.mark.parametrize(
    ("answer", "badge"),
    [
        (None, AWAY),
        (WELL, RUNNING),
        (WELL | {"outbox": 3, "oldest": "2026-11-18T04:59:30Z"}, RUNNING),
        (WELL | {"outbox": 3, "oldest": "2026-11-18T04:58:30Z"}, LOOK),
        (WELL | {"late": 1}, LOOK),
        (WELL | {"behind": 1000}, RUNNING),
        (WELL | {"behind": 1001}, LOOK),
        ({name: value for name, value in WELL.items() if name != "behind"}, RUNNING),
        (WELL | {"parked": 1}, LOOK),
        (WELL | {"worker": False}, BROKEN),
        (WELL | {"wants": ["MongoDB"], "parked": 1}, BROKEN),
    ],
)
def test_what_stops_the_work_is_told_before_what_wants_a_look(answer, badge):
    assert judge(answer, NOON) is badge


def test_no_backup_or_one_of_the_day_before_yesterday_is_told():
    assert is_old(None, NOON) and is_old("2026-11-16T22:59:00Z", NOON)
    assert not is_old("2026-11-17T00:00:00Z", NOON)
