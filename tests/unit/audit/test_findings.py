"""What a round tells: the first findings of each check, never more than the service takes, and how many there were."""

import orjson
import pytest
from asnkit.guards import read_json
from audit.auditor.findings import CHECKS, SHOWN, SHOWN_EACH, Report
from audit.inspection import domain
from audit.inspection.schemas import Result


def test_whatever_was_found_the_service_takes_what_is_told():
    report = Report()
    for check in CHECKS:
        for number in range(SHOWN_EACH + 1):
            report.find(check, f"{check} {number}", service="audit", subject=str(number))
    content = {"started_at": "2026-08-01T02:00:00.000Z", "seconds": 1, **report.content()}
    assert Result().validate(content) == {}
    assert len(content["findings"]) == SHOWN == domain.SHOWN
    assert content["found"] == len(CHECKS) * (SHOWN_EACH + 1)


@pytest.mark.parametrize("hostile", ["", "x" * 5000, "a\x00b", "\u202eterbalik", "\ud800", "a\nb", "\x9f" * 400])
def test_nothing_that_somebody_writes_into_a_row_keeps_its_finding_back(hostile):
    report = Report()
    report.find("states", f"Baris {hostile}.", service="audit", subject=hostile, field=hostile)
    [told] = report.content()["findings"]
    raw = orjson.dumps({"started_at": "2026-08-01T02:00:00.000Z", "seconds": 1, **report.content()})
    assert Result().validate(read_json(raw)) == {}
    assert told["sentence"].startswith("Baris ") and told["subject"].isprintable()
