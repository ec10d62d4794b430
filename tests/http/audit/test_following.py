"""Every address that an auditor may read, with a person in it: answered only after it was recorded why, for a while."""

import re
from datetime import timedelta

import pytest

from tests.http.running import problem

from .conftest import PERSON, SERVANT, VACANCY

pytestmark = pytest.mark.servers

CURSORS = {"before", "after"}
OTHERS = {"service": "training", "kind": "view", "name": "roster", "form": "csv", "index": "1"}


def addresses(audit):
    """Every GET for auditors: with the person at each place of its path, and in each of its parameters."""
    spec = audit.public.get("/openapi.json").json()["paths"]
    for path, operations in spec.items():
        operation = operations.get("get", {})
        if "auditor" not in operation.get("x-roles", ()):
            continue
        places = re.findall(r"{(\w+)}", path)
        plain = re.sub(r"{(\w+)}", lambda place: OTHERS.get(place[1], VACANCY), path)
        for place in places:
            if place not in ("index", "form"):
                one = re.sub(rf"{{{place}}}", SERVANT if place == "stream" else PERSON, path)
                yield re.sub(r"{(\w+)}", lambda other: OTHERS.get(other[1], VACANCY), one)
        listed = [*operations.get("parameters", ()), *operation.get("parameters", ())]
        for parameter in (one for one in listed if one["in"] == "query" and one["name"] not in CURSORS):
            yield f"{plain}?{parameter['name']}=pelamar:{PERSON}"


def test_no_address_follows_a_person_unrecorded(audit):
    asked, stranger = list(addresses(audit)), audit.staff("auditor", "who-said-nothing")
    through = []
    for address in asked:
        answer = stranger.get(address)
        if answer.status_code == 200 or (answer.status_code, answer.json()["rule"]) != (403, "catat-penelusuran"):
            through.append((address, answer.status_code))
    print(f"{len(asked)} addresses with a person in them")
    assert len(asked) > 40 and through == []


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/objects/{SERVANT}/history",
        f"/v1/history/objects/{SERVANT}",
        f"/v1/entries?subject={SERVANT}",
        f"/v1/history/lists/training/states/civil_servant?field=person&value={PERSON}",
        f"/v1/search/graph?event={SERVANT}@1",
    ],
)
def test_what_is_recorded_opens_for_whoever_recorded_it_and_for_a_while(audit, address):
    auditor, other = audit.staff("auditor", "says-why"), audit.staff("auditor", "says-nothing")
    audit.clock.forward(timedelta(minutes=16))
    problem(auditor.get(address), 403, "catat-penelusuran", "person")
    body = {"person": PERSON, "reason": "Aduan 12/2025", "criteria": {}}
    recorded = auditor.post("/v1/queries/executions", body)
    assert recorded.status_code == 201
    assert auditor.get(address).status_code == 200
    problem(other.get(address), 403, "catat-penelusuran", "person")
    audit.clock.forward(timedelta(minutes=15, seconds=1))
    problem(auditor.get(address), 403, "catat-penelusuran", "person")


def test_what_names_nobody_is_answered_as_before(auditor):
    for address in (f"/v1/objects/{VACANCY}/history", "/v1/history/lists/training/view/roster", "/v1/search"):
        assert auditor.get(address).status_code == 200
    assert auditor.get(f"/v1/history/lists/training/view/roster?after={PERSON}").json()["items"] == []
