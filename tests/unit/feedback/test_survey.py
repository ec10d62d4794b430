from dataclasses import replace
from fractions import Fraction

import pytest
from feedback.response.domain import AGGREGATE as RESPONSE
from feedback.response.domain import Respond
from feedback.rules.spread import Complete
from feedback.survey.domain import AGGREGATE as SURVEY
from feedback.survey.domain import MOST_SLIPS, Close, Flagged, IssueSlips, Open, PublishIndex, slips_of
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


def test_a_survey_asks_for_thirty_respondents_or_what_the_population_needs():
    assert OPENED[0].data["minimum"] == 30
    assert Given(SURVEY).when(replace(OPEN, population=1000))[0].data["minimum"] == 278
    assert Given(SURVEY).when(replace(OPEN, population=2))[0].data["minimum"] == 5


def test_the_index_is_published_exactly_and_graded_after_rounding():
    [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(30, TALLIES, SHA))
    assert (fact.data["index"], fact.data["shown"], fact.data["grade"]) == ("4775/54", "88.43", "A")
    assert fact.data["elements"]["facilities"] == {"n": 30, "total": 107, "mean": "107/30"}


def test_sums_from_which_single_answers_could_be_taken_apart_are_not_published():
    sums = Complete(30, [100] * 9, [340] * 45)
    [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(30, TALLIES, SHA, sums))
    assert fact.data["complete"] == {"n": 30, "totals": [100] * 9, "products": [340] * 45}
    [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(30, TALLIES, SHA, sums._replace(n=29)))
    assert "complete" not in fact.data


def test_answers_by_channel_stand_beside_their_quotas_and_answered_slips_beside_those_handed_out():
    opened = Given(SURVEY).when(replace(OPEN, quotas={"web": 10, "counter": 30}))
    assert opened[0].data["quotas"] == {"counter": 30, "web": 10}
    assert "quotas" not in OPENED[0].data
    issued = opened + Given(SURVEY, *opened).when(IssueSlips("Loket 1", 50))
    closed = issued + Given(SURVEY, *issued).when(Close(30))
    published = PublishIndex(30, TALLIES, SHA, channels={"counter": 27, "web": 3}, by_slip=20)
    [fact] = Given(SURVEY, *closed).when(published)
    assert fact.data["channels"] == {"counter": 27, "web": 3, "applicant": 0}
    assert fact.data["quotas"] == opened[0].data["quotas"]
    assert fact.data["slips"] == {"handed_out": 50, "answered": 20}
    [fact] = Given(SURVEY, *CLOSED).when(published)
    assert "slips" not in fact.data and "quotas" not in fact.data


def test_what_is_flagged_is_counted_and_the_index_without_it_stands_beside():
    flagged = {"straight": 5, "fast": 0, "burst": 0, "again": 0, "any": 5}
    rest = dict.fromkeys(ELEMENTS, (30, 90))
    [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(35, TALLIES, SHA, flagged=Flagged(flagged, rest)))
    assert fact.data["shown"] == "88.43"
    assert fact.data["flagged"] == flagged | {"without": {"index": "75/1", "shown": "75.00", "grade": "C"}}
    for few in (Flagged(flagged | {"any": 4}, rest), Flagged(flagged, rest | {"cost": (29, 87)})):
        [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(35, TALLIES, SHA, flagged=few))
        assert fact.data["flagged"]["without"] is None


def test_an_open_or_published_survey_publishes_nothing():
    assert Given(SURVEY, *OPENED).refuses(PublishIndex(30, TALLIES, SHA)).rule == "survei-masih-dibuka"
    published = CLOSED + Given(SURVEY, *CLOSED).when(PublishIndex(30, TALLIES, SHA))
    assert Given(SURVEY, *published).refuses(PublishIndex(30, TALLIES, SHA)).rule == "ikm-sudah-terbit"
    assert Given(SURVEY, *CLOSED).refuses(Close(30)).rule == "survei-sudah-ditutup"


def test_one_element_with_too_few_respondents_holds_the_index_back():
    refusal = Given(SURVEY, *CLOSED).refuses(PublishIndex(30, TALLIES | {"cost": (29, 100)}, SHA))
    assert (refusal.rule, "Biaya/tarif" in refusal.message) == ("responden-kurang", True)


@for_all(st.lists(st.tuples(st.integers(30, 500), st.integers(0, 3 * 30)), min_size=9, max_size=9))
def test_the_published_fraction_is_the_formula(numbers):
    tallies = {element: (n, n + more) for element, (n, more) in zip(ELEMENTS, numbers, strict=True)}
    [fact] = Given(SURVEY, *CLOSED).when(PublishIndex(500, tallies, SHA))
    means = sum(Fraction(total, n) for n, total in tallies.values())
    assert Fraction(fact.data["index"]) == means / 9 * 25


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
    facts = CLOSED + Given(SURVEY, *CLOSED).when(PublishIndex(30, TALLIES, SHA))
    row = None
    for made in events(*facts, service="feedback", stream=f"survey-{SURVEY_ID}"):
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
