"""Whose a claim is, and when it may pass to another stream that its owner says nothing of."""

import pytest
from audit.auditor.beside import Beside

APPLICATION, OTHER, LINE = "application-a", "application-b", "vacancy-l"
PERIOD, NUMBER = "application/p1/CPNS-2024", "participant/240000000001"
BEGUN = {"person": "p1", "period": "CPNS-2024", "vacancy": "l", "status": "submitted", "participant_no": "240000000001"}
WITHOUT_OWNER = "registration, klaim application/p1/CPNS-2024 dari application-a: ada 0, seharusnya satu."


class Folds:
    """What the log makes of these streams."""

    def __init__(self, **states):
        self._states = {stream.replace("_", "-"): state for stream, state in states.items()}

    def shelf(self, _part):
        return self

    def get(self, stream):
        return {"content": self._states[stream]} if stream in self._states else None

    def contents(self, _part, stream):
        return [self.get(stream)]


@pytest.fixture
def beside():
    """A function that gives the check, where the line is open or closed."""

    def make(closed):
        line = {"code": "F-001"} | ({"closed": True} if closed else {})
        folds = Folds(application_a=BEGUN, application_b=BEGUN | {"vacancy": "m"}, vacancy_l=line, vacancy_m={})
        streams = {f"registration/{one}": {"log": [3, ""]} for one in (APPLICATION, OTHER)}
        return Beside(None, folds, streams, {}, None, None, None)

    return make


def test_a_claim_that_changes_hands_while_its_owner_stands_still_is_named(beside):
    said = beside(closed=False)._doubt("registration", PERIOD, (APPLICATION, 3), OTHER)
    assert said == f"registration, klaim {PERIOD}: menjadi milik {OTHER}, dan {APPLICATION} tidak berubah."


def test_the_claim_of_a_period_passes_from_an_application_whose_line_was_closed(beside):
    made = beside(closed=True)
    assert made._doubt("registration", PERIOD, (APPLICATION, 3), OTHER) is None
    assert made._missing("registration", APPLICATION, BEGUN, [NUMBER]) == {}


def test_it_may_pass_and_not_vanish(beside):
    said = beside(closed=True)._doubt("registration", PERIOD, (APPLICATION, 3), None)
    assert said == f"registration, klaim {PERIOD}: hilang, dan {APPLICATION} tidak berubah."


def test_in_an_open_line_an_application_has_its_claim(beside):
    [(_, sentence)] = beside(closed=False)._missing("registration", APPLICATION, BEGUN, [NUMBER]).values()
    assert sentence == WITHOUT_OWNER


def test_the_participant_number_passes_to_nobody(beside):
    said = beside(closed=True)._doubt("registration", NUMBER, (APPLICATION, 3), OTHER)
    assert said == f"registration, klaim {NUMBER}: menjadi milik {OTHER}, dan {APPLICATION} tidak berubah."


def test_the_participant_number_stays_with_the_application_whose_line_was_closed(beside):
    [(_, sentence)] = beside(closed=True)._missing("registration", APPLICATION, BEGUN, [PERIOD]).values()
    assert "klaim participant/240000000001 dari application-a: ada 0" in sentence
