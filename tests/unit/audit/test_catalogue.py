"""The services' own rules, found where they are, applied to any events up to any moment."""

import subprocess
import sys
from datetime import datetime
from importlib import import_module

import pytest
from asnkit.catalogue import Moment, Unfoldable, discover, fold_rows, known_late
from asnkit.settings import NEIGHBOURS, package_of

from tests.unit.audit.given import event

CATALOGUE = discover(NEIGHBOURS)
PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
ADDED = {
    "person": PERSON, "period": "CPNS-2024", "candidate": "c1", "unit": "RSUD", "job_code": "JF-1",
    "job_name": "Perawat", "decree_no": "800/1", "effective_date": "2025-06-01", "status": "CPNS",
}  # fmt: skip


@pytest.mark.parametrize("service", NEIGHBOURS)
def test_what_a_service_is_made_of_is_what_is_found(service):
    wired = import_module(f"{package_of(service)}.wiring").SERVICE
    found = {name: one for (of, name), one in CATALOGUE.aggregates.items() if of == service}
    where = f"services/{service}/{package_of(service)}/wiring.py"
    assert found == {one.name: one for one in wired.aggregates}, f"{where}: aggregates="
    folded = {name: view for (of, name), view in CATALOGUE.views.items() if of == service}
    assert folded == {view.name: view for view in wired.views}, f"{where}: views="


def test_it_is_found_without_a_server_or_a_framework():
    program = f"""
import sys
for name in ("flask", "flask_smorest", "pymongo", "bson", "kafka", "orjson", "marshmallow", "cryptography", "requests"):
    sys.modules[name] = None
from asnkit import changes, shelf
from asnkit.catalogue import discover
found = discover({NEIGHBOURS!r})
print(len(found.aggregates) > 15, len(found.views) > 3)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True"], done.stderr


def test_a_fact_is_known_when_it_is_recorded_and_holds_when_it_says():
    appointed = event("training.civil_servant.added", ADDED, "2025-06-20T02:00:00.000Z", "2025-06-01T00:00:00+07:00")
    assert known_late(appointed)
    day = datetime.fromisoformat("2025-06-10T00:00:00+07:00")
    assert list(Moment(known=day).admit([appointed])) == []
    assert list(Moment(valid=day).admit([appointed])) == [appointed]
    assert list(Moment(known=day, valid=day).admit([appointed])) == []


def test_nothing_of_a_stream_holds_before_its_first_fact_does():
    first = event("training.civil_servant.added", ADDED, "2025-05-01T02:00:00.000Z", "2025-06-01T00:00:00+07:00")
    second = event("training.civil_servant.moved", {}, "2025-05-02T02:00:00.000Z", version=2)
    early = datetime.fromisoformat("2025-05-03T00:00:00+07:00")
    assert list(Moment(valid=early).admit([first, second])) == []
    assert list(Moment(known=early).admit([first, second])) == [first, second]


def test_state_and_rows_are_what_the_service_makes_of_them():
    added = event("training.civil_servant.added", ADDED, "2025-06-20T02:00:00.000Z")
    assert CATALOGUE.state([added]) == ADDED
    rows = fold_rows(CATALOGUE.views["training", "roster"], [added], {})
    assert rows[PERSON]["unit"] == "RSUD"


def test_an_event_that_no_rule_fits_is_named():
    closed = event("feedback.survey.closed", {"responses": 1}, "2025-06-20T02:00:00.000Z", stream="survey-1")
    with pytest.raises(Unfoldable, match="survey-1@1"):
        CATALOGUE.state([closed])
