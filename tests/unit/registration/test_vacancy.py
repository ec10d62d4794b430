from registration.vacancy.domain import AGGREGATE, Publish

from tests.unit.registration.examples import LINE, SHA
from tests.unit.registration.given import Given


def test_a_line_is_published_with_its_origin():
    origin = {"file": "formasi.csv", "row": 2, "sha256": SHA}
    [fact] = Given(AGGREGATE).when(Publish("CPNS-2024", LINE, origin))
    assert fact.data == {"period": "CPNS-2024", **LINE, "origin": origin}


def test_limits_the_wrong_way_round_are_refused():
    assert Given(AGGREGATE).refuses(Publish("CPNS-2024", {**LINE, "age_min": 36})).field == "age_min"
    upside_down = {**LINE, "salary_range": {"min": 2, "max": 1}}
    assert Given(AGGREGATE).refuses(Publish("CPNS-2024", upside_down)).field == "salary_range"


def test_a_line_for_people_with_disabilities_asks_for_the_certificate():
    line = {**LINE, "need_type": "DISABILITAS"}
    assert Given(AGGREGATE).refuses(Publish("CPNS-2024", line)).rule == "dokumen-disabilitas"
    assert Given(AGGREGATE).when(Publish("CPNS-2024", {**line, "documents": ["disability_certificate"]}))


def test_a_line_is_published_once():
    facts = Given(AGGREGATE).when(Publish("CPNS-2024", LINE))
    assert Given(AGGREGATE, *facts).refuses(Publish("CPNS-2024", LINE)).rule == "formasi-sudah-terbit"
