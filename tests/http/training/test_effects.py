"""What a session is measured by, and what the officer reads once feedback has measured it."""

import json
import uuid
from pathlib import Path

import pytest

from tests.http.running import problem

pytestmark = pytest.mark.servers
SINCE = {"since": "2020-01-02", "basis": "Perda 5/2019", "kind": "AGENCY"}
MEASURED = json.loads(Path("shared/contracts/feedback/effect.measured.v1.json").read_text())["examples"]


def measured(session, months, **more):
    """feedback's event."""
    stream = f"effect-{session}"
    data = next(one for one in MEASURED if one["months"] == months)
    envelope = {
        "specversion": "1.0", "id": f"{stream}@{months // 6}", "source": "/asn/feedback",
        "type": "id.go.tanjungbalai.asn.feedback.effect.measured.v1", "subject": stream,
        "time": "2027-06-10T02:00:00.000Z", "streamversion": months // 6, "actor": "diklat:a", "correlationid": "c1",
        "data": data | {"session": session} | more,
    }  # fmt: skip
    return json.dumps(envelope).encode()


def test_a_comparison_is_fixed_before_the_session_and_what_was_measured_is_read_with_its_interval(
    training, officer, schedule
):
    names = [f"Dinas {uuid.uuid4().hex[:6]}" for _ in range(2)]
    ours, theirs = (officer.post("/v1/units", SINCE | {"name": name}).json()["id"] for name in names)
    session = schedule()[0].json()["id"]
    where = f"/v1/sessions/{session}/comparison"
    assert officer.get(where).json() == {"fixed": None, "open": True, "least": 10, "effects": []}
    body = {"measure": "time", "units": [ours], "others": [theirs]}
    problem(officer.post(where, body | {"others": [ours]}), 422, "unit-dua-kali", "others")
    problem(officer.post(where, body | {"units": [str(uuid.uuid4())]}), 422, "unit-tidak-dikenal", "units")
    problem(officer.post(where, body | {"measure": "luck"}), 422, "isian", "measure")
    problem(training.public.get(where), 401, "belum-masuk")
    assert officer.post(where, body).status_code == 201
    training.deliver()
    fixed = officer.get(where).json()["fixed"]
    assert [one["name"] for one in (*fixed["units"], *fixed["others"])] == names

    training.deliver(measured(session, 6), measured(session, 12))
    six, twelve = officer.get(where).json()["effects"]
    told = [six[name] for name in ("months", "difference", "low", "high", "band")]
    assert told == [6, "0.56", "0.18", "0.94", "STRONG"]
    assert {one["measure"]: one["units"]["before"] for one in six["elements"]}["index"] == "2.78"
    assert (six["complaints"]["units"], six["group"]["raised"]) == ({"before": 14, "after": None}, 6)
    assert (twelve["months"], twelve["band"], twelve["difference"], twelve["group"]) == (12, None, None, None)
