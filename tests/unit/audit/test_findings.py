"""What a round tells: the first findings of each check, never more than the service takes, and how many there were."""

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
