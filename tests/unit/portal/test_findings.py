"""A finding is in the inbox of whom it waits for, until it waits for nobody."""

from portal.finding.views import FINDINGS

from tests.unit.audit.given import event

ID = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
ASKED = {"title": "Jalur tidak cocok", "desk": "panitia", "due": "2026-12-01", "waits_for": "desk"}


def row(*placed):
    made = None
    for number, data in enumerate(placed, 1):
        at = f"2026-11-0{number}T02:00:00Z"
        happened = event("audit.inquiry.placed", data, at, stream=f"inquiry-{ID}", version=number)
        assert list(FINDINGS.keys(happened)) == [ID], "the finding's own"
        made = FINDINGS.fold(made, happened)
    return made


def test_it_stands_there_since_it_waits_for_whom_it_waits_for():
    assert row(ASKED) == ASKED | {"since": "2026-11-01T02:00:00Z"}
    answered = ASKED | {"waits_for": "auditors"}
    assert row(ASKED, answered) == answered | {"since": "2026-11-02T02:00:00Z"}


def test_one_that_waits_for_nobody_is_gone():
    assert row(ASKED, ASKED | {"waits_for": "nobody"}) is None
