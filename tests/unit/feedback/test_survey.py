from dataclasses import replace
from fractions import Fraction

import pytest
from asnkit.events import Refused
from feedback.response.domain import AGGREGATE as RESPONSE
from feedback.response.domain import Respond
from feedback.response.views import ANSWERS, NOTHING
from feedback.rules.spread import PAIRS, Complete
from feedback.survey.domain import AGGREGATE as SURVEY
from feedback.survey.domain import MOST_SLIPS, Close, IssueSlips, Open, Publish, slips_of
from feedback.survey.index import Counted, Flagged, counted_in, index_of, without
from feedback.survey.questions import ELEMENTS
from feedback.survey.views import SURVEYS
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.unit.registration.given import CONTRACTS, events
from tests.unit.registration.given import Given as GivenOf

SHA = "ab" * 32
SURVEY_ID = "0192f0c4-7a18-7c3e-9b1d-2f6a5c8e0008"
OPEN = Open("BKPSDM", "Pendaftaran seleksi CPNS", "Survei Kepuasan Masyarakat 2024")


def Given(aggregate, *facts):
    return GivenOf(aggregate, *facts, service="feedback")


OPENED = Given(SURVEY).when(OPEN)
CLOSED = OPENED + Given(SURVEY, *OPENED).when(Close(30))
TALLIES = dict.fromkeys(ELEMENTS, (30, 106)) | {"facilities": (30, 107)}
COUNTED = Counted(30, TALLIES, SHA)
PUBLICATION = "publication-0192f0c4-7a2a-7c3e-9b1d-2f6a5c8e0041"


def told(counted, *facts):
    """The index of a survey with these facts, which says again what was counted."""
    index = index_of(Given(SURVEY, *(facts or CLOSED)).state, counted)
    assert index_of(Given(SURVEY, *(facts or CLOSED)).state, counted_in(index)) == index
    return index


def published(*facts):
    """The fact that two people's signatures lead to."""
    [fact] = Given(SURVEY, *facts).when(Publish(PUBLICATION, {"index": told(COUNTED, *facts)}, ("aduan", "ketua")))
    return fact


def test_a_survey_asks_for_thirty_respondents_or_what_the_population_needs():
    assert OPENED[0].data["minimum"] == 30
    assert Given(SURVEY).when(replace(OPEN, population=1000))[0].data["minimum"] == 278
    assert Given(SURVEY).when(replace(OPEN, population=2))[0].data["minimum"] == 5


def test_the_index_is_published_exactly_and_graded_after_rounding():
    fact = published(*CLOSED)
    assert (fact.data["index"], fact.data["shown"], fact.data["grade"]) == ("4775/54", "88.43", "A")
    assert fact.data["elements"]["facilities"] == {"n": 30, "total": 107, "mean": "107/30"}
    assert (fact.data["signers"], fact.data["publication"]) == (["aduan", "ketua"], PUBLICATION)


def test_sums_from_which_single_answers_could_be_taken_apart_are_not_published():
    sums = Complete(30, [100] * 9, [340] * 45)
    index = told(replace(COUNTED, complete=sums))
    assert index["complete"] == {"n": 30, "totals": [100] * 9, "products": [340] * 45}
    assert "complete" not in told(replace(COUNTED, complete=sums._replace(n=29)))


def test_answers_by_channel_stand_beside_their_quotas_and_answered_slips_beside_those_handed_out():
    opened = Given(SURVEY).when(replace(OPEN, quotas={"web": 10, "counter": 30}))
    assert opened[0].data["quotas"] == {"counter": 30, "web": 10}
    assert "quotas" not in OPENED[0].data
    closed = opened + Given(SURVEY, *opened).when(Close(30))
    counted = replace(COUNTED, channels={"counter": 27, "web": 3}, slips=(50, 20))
    index = told(counted, *closed)
    assert index["channels"] == {"counter": 27, "web": 3, "applicant": 0}
    assert index["quotas"] == opened[0].data["quotas"]
    assert index["slips"] == {"handed_out": 50, "answered": 20}
    assert not {"slips", "quotas"} & told(replace(counted, slips=None)).keys()


def test_what_is_flagged_is_counted_and_the_index_without_it_stands_beside():
    numbers = {"straight": 5, "fast": 0, "burst": 0, "again": 0, "any": 5}
    rest = dict.fromkeys(ELEMENTS, (30, 90))
    index = told(replace(COUNTED, responses=35, flagged=Flagged(numbers, without(30, 5, rest))))
    assert index["shown"] == "88.43"
    assert index["flagged"] == numbers | {"without": {"index": "75/1", "shown": "75.00", "grade": "C"}}
    assert without(30, 4, rest) is None and without(30, 5, rest | {"cost": (29, 87)}) is None


def test_an_open_or_published_survey_publishes_nothing():
    signed = Publish(PUBLICATION, {"index": told(COUNTED)}, ("aduan", "ketua"))
    assert Given(SURVEY, *OPENED).refuses(signed).rule == "survei-masih-dibuka"
    assert Given(SURVEY, *CLOSED, published(*CLOSED)).refuses(signed).rule == "ikm-sudah-terbit"
    assert Given(SURVEY, *CLOSED).refuses(Close(30)).rule == "survei-sudah-ditutup"


def test_one_element_with_too_few_respondents_holds_the_index_back():
    with pytest.raises(Refused) as refusal:
        told(replace(COUNTED, tallies=TALLIES | {"cost": (29, 100)}))
    assert (refusal.value.rule, "Biaya/tarif" in refusal.value.message) == ("responden-kurang", True)


@for_all(st.lists(st.tuples(st.integers(30, 500), st.integers(0, 3 * 30)), min_size=9, max_size=9))
def test_the_published_fraction_is_the_formula(numbers):
    tallies = {element: (n, n + more) for element, (n, more) in zip(ELEMENTS, numbers, strict=True)}
    means = sum(Fraction(total, n) for n, total in tallies.values())
    assert Fraction(told(replace(COUNTED, responses=500, tallies=tallies))["index"]) == means / 9 * 25


RESPOND = Respond(SURVEY_ID, Given(SURVEY, *OPENED).state, "web", {"time": 3, "behaviour": 4})


def test_an_answer_may_leave_elements_out():
    [fact] = Given(RESPONSE).when(RESPOND)
    assert fact.name == "survey.answered"
    assert fact.data["answers"] == {"time": 3, "behaviour": 4}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"survey": None}, "survei-tidak-ada"),
        ({"survey": Given(SURVEY, *CLOSED).state}, "survei-sudah-ditutup"),
        ({"answers": {}}, "jawaban-kosong"),
        ({"answers": {"luck": 4}}, "unsur-tidak-dikenal"),
        ({"answers": {"time": 5}}, "jawaban-di-luar-skala"),
    ],
)
def test_an_answer_that_cannot_count_is_refused(changes, rule):
    assert Given(RESPONSE).refuses(replace(RESPOND, **changes)).rule == rule


def test_the_elements_are_those_of_the_contract():
    schema = CONTRACTS.schema("feedback.survey.answered")
    assert tuple(schema["properties"]["answers"]["properties"]) == ELEMENTS


def test_the_list_follows_a_survey():
    row = None
    for made in events(*CLOSED, published(*CLOSED), service="feedback", stream=f"survey-{SURVEY_ID}"):
        assert list(SURVEYS.keys(made)) == [SURVEY_ID]
        row = SURVEYS.fold(row, made)
    assert (row["status"], row["ikm"]["shown"]) == ("closed", "88.43")


def test_slips_are_numbered_one_sheet_after_the_other():
    first = OPENED + Given(SURVEY, *OPENED).when(IssueSlips("Loket 1", 21))
    second = first + Given(SURVEY, *first).when(IssueSlips("Loket 2", 5))
    assert [(one.data["first"], one.data["number"]) for one in second[1:]] == [(1, 21), (22, 5)]
    assert slips_of(Given(SURVEY, *second).state) == 26
    assert Given(SURVEY, *first).refuses(IssueSlips("Loket 1", MOST_SLIPS - 20)).rule == "slip-terlalu-banyak"
    assert Given(SURVEY, *CLOSED).refuses(IssueSlips("Loket 1", 21)).rule == "survei-sudah-ditutup"


def test_nine_answers_that_are_the_same_are_a_sign_and_no_reason_to_refuse():
    same = replace(RESPOND, answers=dict.fromkeys(ELEMENTS, 4))
    assert Given(RESPONSE).when(same)[0].data["flags"] == ["straight"]
    assert Given(RESPONSE).when(replace(same, flags=["fast", "burst"]))[0].data["flags"] == [
        "burst",
        "fast",
        "straight",
    ]
    for other in (RESPOND, replace(same, answers=same.answers | {"cost": 3}), replace(same, answers={"cost": 4})):
        assert "flags" not in Given(RESPONSE).when(other)[0].data


def test_an_answer_says_that_it_came_with_a_slip_and_never_with_which():
    opened = {"status": "open"}
    [fact] = Given(RESPONSE).when(Respond(SURVEY_ID, opened, "counter", {"time": 4}, slip=True))
    assert fact.data["slip"] is True
    assert "slip" not in Given(RESPONSE).when(Respond(SURVEY_ID, opened, "web", {"time": 4}))[0].data


def test_sums_of_answers_are_kept_as_each_one_comes():
    same, other = dict.fromkeys(ELEMENTS, 4), dict.fromkeys(ELEMENTS, 3) | {"cost": 1}
    commands = [replace(RESPOND, answers=same, channel="counter", slip=True), replace(RESPOND, answers=other), RESPOND]
    row = None
    for command in commands:
        [made] = events(*Given(RESPONSE).when(command), service="feedback")
        assert list(ANSWERS.keys(made)) == [SURVEY_ID]
        row = ANSWERS.fold(row, made)
    assert (row["n"], row["slips"], row["channels"]) == (3, 1, {"counter": 1, "web": 2, "applicant": 0})
    assert row["flags"] == {"straight": 1, "fast": 0, "burst": 0, "again": 0, "any": 1}
    assert (row["elements"]["time"], row["rest"]["time"], row["elements"]["cost"]) == ([3, 10], [2, 6], [2, 5])
    sums = row["complete"]
    assert (sums["n"], sums["totals"]) == (2, [7, 7, 7, 5, 7, 7, 7, 7, 7])
    cost = ELEMENTS.index("cost")
    assert (sums["products"][PAIRS.index((cost, cost))], sums["products"][0]) == (17, 25)
    assert NOTHING["n"] == 0 and NOTHING["elements"]["time"] == (0, 0), "the next survey begins with nothing"
