"""What somebody decided in a period for which they had no role is named, from the log alone."""

from datetime import datetime, timedelta

import pytest
from asn_verify.mirror import Recorded
from asn_verify.scopes import beyond
from asn_verify.signers import SCOPE

from tests.unit.audit.given import raw

APPLICATION = "application-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
NOON = datetime.fromisoformat("2031-06-20T05:00:00.000Z")
OURS, THEIRS = "CPNS-2031", "PPPK-2031"


def at(hours):
    return (NOON + timedelta(hours=hours)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def given(hours, period=None, number=1, fact="role.granted", role="verifikator"):
    data = {"person": "v1", "role": role} | ({"period": period} if period else {})
    return raw(f"platform.{fact}", data, at(hours), stream=f"role-{number}", actor="ti:a")


def over(hours, number=1, fact="role.revoked"):
    return raw(f"platform.{fact}", {"reason": "Pindah."}, at(hours), stream=f"role-{number}", version=2, actor="ti:a")


def verdict(hours, period=THEIRS, actor="verifikator:v1", source="registration"):
    return raw(f"{source}.application.verified", {"period": period}, at(hours), stream=APPLICATION, actor=actor)


def found(*events):
    return list(beyond(lambda: [Recorded(number, one, "", "") for number, one in enumerate(events)]))


@pytest.mark.parametrize("events", [
    [given(0, OURS), verdict(1, OURS)],
    [given(0), verdict(1)],
    [given(0, OURS), verdict(-1)],
    [given(0, OURS), over(1), verdict(2)],
    [given(0, OURS), given(1, THEIRS, 2), verdict(2)],
    [given(0, OURS), verdict(1, actor="verifikator:v2")],
    [given(0, OURS), verdict(1, actor="pimpinan:v1")],
    [given(0, OURS), verdict(1, source="feedback")],
    [given(0, OURS), verdict(1, None)],
])  # fmt: skip
def test_nothing_is_said_of_the_own_period_of_every_one_and_of_who_had_no_such_role_then(events):
    assert found(*events) == []


@pytest.mark.parametrize("events", [
    [given(0, OURS), verdict(1)],
    [verdict(1), given(0, OURS)],
    [given(0, OURS, fact="role.confirmed", role="panitia"), verdict(1, actor="panitia:v1", source="selection")],
    [given(0, THEIRS), over(1, fact="role.ended"), given(2, OURS, 2), verdict(3)],
    [given(0, OURS), over(1), verdict(1.2)],
])  # fmt: skip
def test_what_was_done_with_a_role_for_another_period_is_named(events):
    assert found(*events) == [(f"{APPLICATION}@1", SCOPE)]
