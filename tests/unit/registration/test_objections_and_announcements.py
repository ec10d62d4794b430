import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asnkit.events import Fact, Refused
from registration.announcement import lists
from registration.announcement.domain import AGGREGATE as ANNOUNCEMENT
from registration.announcement.domain import Publish, PublishResult
from registration.objection.domain import AGGREGATE as OBJECTION
from registration.objection.domain import Accept, Answer, File

from tests.unit.registration.examples import (
    ANNOUNCEMENT_ID,
    APPLICATION_ID,
    OTHER,
    PERIOD,
    PERSON,
    SEALED,
    SHA,
    VACANCY_ID,
)
from tests.unit.registration.given import Given, event

ANNOUNCED = datetime(2024, 9, 19, 3, tzinfo=UTC)
PUBLISH = Publish(
    PERIOD, "administrasi", "800/512/BKPSDM/2024", "Hasil Seleksi Administrasi", SHA, SHA, {"MS": 880, "TMS": 182}, 0, 0
)
PUBLISHED = Given(ANNOUNCEMENT).when(PUBLISH, now=ANNOUNCED)[0].data
AGAIN = replace(PUBLISH, stage="pasca_sanggah", previous_id=ANNOUNCEMENT_ID, previous=PUBLISHED)
CLOSED = datetime(2024, 9, 22, 17, 0, 11, tzinfo=UTC)

APPLICATION = {
    "person": PERSON,
    "period": "CPNS-2024",
    "vacancy": VACANCY_ID,
    "status": "TMS",
    "verdicts": [{"verdict": "TMS", "reasons": ["DIPLOMA", "PHOTO"], "basis": "file_check", "by": "verifikator:v1"}],
}
FILE = File(PERSON, APPLICATION_ID, APPLICATION, ANNOUNCEMENT_ID, PUBLISHED, ("DIPLOMA",), SEALED)
FILED = datetime(2024, 9, 20, 3, tzinfo=UTC)
PROPOSE = Answer(("DIPLOMA", "PHOTO"), (), "COMMITTEE_ERROR", SEALED, "verifikator:v2", APPLICATION)
REJECT = replace(PROPOSE, fallen=(), standing=("DIPLOMA", "PHOTO"), reason_code="NO_NEW_FACT")


def test_the_window_is_three_whole_days_after_the_announcement():
    assert PUBLISHED["objection_opens"] == "2024-09-19T17:00:00.000Z"
    assert PUBLISHED["objection_closes"] == "2024-09-22T16:59:59.999Z"
    assert PUBLISHED["republish_by"] == "2024-09-29"


def test_the_list_is_announced_only_when_everything_is_decided():
    assert Given(ANNOUNCEMENT).refuses(replace(PUBLISH, undecided=3), now=ANNOUNCED).rule == "belum-diputuskan"
    assert Given(ANNOUNCEMENT).refuses(replace(PUBLISH, contested=1), now=ANNOUNCED).rule == "sengketa-terbuka"
    early = datetime(2024, 9, 10, 17, 0, 9, tzinfo=UTC)  # what was sent at the last moment may be on its way
    assert Given(ANNOUNCEMENT).refuses(PUBLISH, now=early).rule == "pendaftaran-masih-buka"


def test_the_list_after_objections_waits_for_the_window_and_every_answer():
    [fact] = Given(ANNOUNCEMENT).when(AGAIN, now=CLOSED)
    assert (fact.data["replaces"], fact.data["objection_opens"]) == (ANNOUNCEMENT_ID, None)
    still_open = datetime(2024, 9, 22, 17, 0, 9, tzinfo=UTC)
    assert Given(ANNOUNCEMENT).refuses(AGAIN, now=still_open).rule == "sanggah-masih-buka"
    assert Given(ANNOUNCEMENT).refuses(replace(AGAIN, unanswered=1), now=CLOSED).rule == "sanggahan-belum-dijawab"
    assert Given(ANNOUNCEMENT).refuses(replace(AGAIN, previous=None), now=CLOSED).rule == "belum-diumumkan"


def test_a_result_of_selection_is_announced_with_the_window_that_it_has_there():
    window = {"opens": "2025-01-12T17:00:00.000Z", "closes": "2025-01-15T16:59:59.999Z", "republish_by": "2025-01-22"}
    number, counts = "800/600/BKPSDM/2024", {"P/L": 60}
    skd = PublishResult("CPNS-2024", "skd", number, "Hasil SKD", SHA, counts, f"result-{ANNOUNCEMENT_ID}@3", None, None)
    [fact] = Given(ANNOUNCEMENT).when(skd)
    assert (fact.data["result"], fact.data["objection_closes"]) == (f"result-{ANNOUNCEMENT_ID}@3", None)
    final = replace(skd, stage="final", objection=window, previous_id=ANNOUNCEMENT_ID)
    [fact] = Given(ANNOUNCEMENT).when(final)
    assert (fact.data["objection_closes"], fact.data["replaces"]) == (window["closes"], ANNOUNCEMENT_ID)
    assert "order" not in fact.data


def test_a_result_that_went_ahead_of_a_stage_is_announced_with_the_reason_that_two_people_signed():
    order = {"ahead_of": ["pasca_sanggah"], "reason": "Jadwal CAT ditetapkan BKN sebelum masa sanggah selesai."}
    result = f"result-{ANNOUNCEMENT_ID}@3"
    early = PublishResult("CPNS-2024", "skd", "800/600", "Hasil SKD", SHA, {"P/L": 60}, result, None, None, order)
    [fact] = Given(ANNOUNCEMENT).when(early)
    assert fact.data["order"] == order


def test_an_objection_is_filed_inside_the_window():
    [fact] = Given(OBJECTION).when(FILE, now=FILED)
    assert fact.data["stage"] == "administrasi"
    last = datetime(2024, 9, 22, 16, 59, 59, 999000, tzinfo=UTC)
    assert Given(OBJECTION).when(FILE, now=last)
    assert Given(OBJECTION).refuses(FILE, now=ANNOUNCED).rule == "sanggah-belum-dibuka"
    assert Given(OBJECTION).refuses(FILE, now=CLOSED).rule == "sanggah-sudah-ditutup"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"application": {**APPLICATION, "status": "MS"}}, "bukan-tms"),
        ({"announcement": None}, "belum-diumumkan"),
        ({"contests": ("AGE",)}, "alasan-bukan-putusan"),
        ({"person": OTHER}, "lamaran-tidak-ada"),
    ],
)
def test_an_objection_needs_an_announced_verdict_of_ones_own(changed, rule):
    assert Given(OBJECTION).refuses(replace(FILE, **changed), now=FILED).rule == rule


def told(*commands):
    """The objection after these answers; its events are those of `by`, one after the other."""
    objection, made = Given(OBJECTION), []
    stream = "objection-0192f0c4-7a16-7c3e-9b1d-2f6a5c8e0006"
    for command in (FILE, *commands):
        facts = OBJECTION.decide(objection.state, command, FILED)
        made = [replace(event(fact, len(made) + 1, stream), sha256=SHA) for fact in facts]
        for one in made:
            by = getattr(command, "actor", "pelamar:p")
            objection.state = OBJECTION.evolve(objection.state, replace(one, actor=by))
    return objection


def second(objection, actor="panitia:p1"):
    """The acceptance of what is proposed there."""
    signed = objection.state["proposed"]["signed"]
    return Accept(actor, {"event": signed["event"], "sha256": signed["sha256"]}, APPLICATION)


def test_an_objection_is_accepted_by_two_and_rejected_by_one():
    proposed = told(PROPOSE)
    assert proposed.state["status"] == "filed"
    [fact] = proposed.when(second(proposed))
    assert (fact.name, proposed.after["status"]) == ("objection.accepted", "accepted")
    assert fact.data["proposed"] == second(proposed).proposed
    assert {name: fact.data[name] for name in ("fallen", "reason_code", "answer")} == {
        "fallen": ["DIPLOMA", "PHOTO"], "reason_code": "COMMITTEE_ERROR", "answer": SEALED,
    }  # fmt: skip
    for answered in (told(PROPOSE, second(proposed)), told(REJECT), told(PROPOSE, REJECT)):
        for command in (PROPOSE, REJECT, second(proposed)):
            assert answered.refuses(command).rule == "sudah-dijawab"


@pytest.mark.parametrize("actor", ["verifikator:v2", "panitia:v2", "ketua:v2"])
def test_whoever_proposed_does_not_accept_in_whatever_role(actor):
    proposed = told(PROPOSE)
    refusal = proposed.refuses(second(proposed, actor))
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


def test_what_is_accepted_is_what_was_read():
    first = second(told(PROPOSE))
    changed = told(PROPOSE, replace(PROPOSE, reason_code="SYSTEM_ERROR", actor="verifikator:v3"))
    other = Accept("panitia:p1", {**first.proposed, "sha256": "0" * 64}, APPLICATION)
    assert changed.refuses(other).rule == "bukan-yang-dibaca"
    assert told().refuses(first).rule == "belum-diusulkan"


@pytest.mark.parametrize(
    ("fallen", "standing"),
    [(("DIPLOMA",), ()), ((), ("PHOTO",)), (("DIPLOMA", "PHOTO"), ("PHOTO",)), (("DIPLOMA", "AGE"), ("PHOTO",))],
)
def test_every_reason_of_the_verdict_is_answered_also_what_was_not_contested(fallen, standing):
    assert FILE.contests == ("DIPLOMA",)
    code = "NO_NEW_FACT" if standing else "COMMITTEE_ERROR"
    answer = replace(PROPOSE, fallen=fallen, standing=standing, reason_code=code)
    assert told().refuses(answer).rule == "alasan-belum-dijawab"


def test_while_a_reason_stands_the_answer_rejects_and_says_which():
    half = replace(REJECT, fallen=("DIPLOMA",), standing=("PHOTO",))
    [fact] = told().when(half)
    assert (fact.name, fact.data["accepted"]) == ("objection.answered", False)
    assert told(half).state["standing"] == ["PHOTO"] and told(half).state["fallen"] == ["DIPLOMA"]


def test_an_answer_of_the_last_release_is_read_as_it_was():
    filed = Given(OBJECTION).when(FILE, now=FILED)
    told_then = {"application": APPLICATION_ID, "period": "CPNS-2024", "person": PERSON, "stage": "administrasi"}
    told_then |= {"reason_code": "COMMITTEE_ERROR", "answer": SEALED, "accepted": True}
    old = Given(OBJECTION, *filed, Fact("objection.answered", told_then))
    assert (old.state["status"], old.state["standing"]) == ("accepted", [])
    rejected = Fact("objection.answered", told_then | {"accepted": False, "reason_code": "NO_NEW_FACT"})
    again, around = OBJECTION.again["objection.answered"], {f"application-{APPLICATION_ID}": APPLICATION}
    assert told().when(again(replace(event(rejected), actor="verifikator:v2"), around)) == [rejected]
    with pytest.raises(Refused, match="satu orang"):  # an auditor names it
        again(replace(event(Fact("objection.answered", told_then)), actor="verifikator:v2"), around)


@pytest.mark.parametrize(
    ("announcement", "now"),
    [(None, FILED), ({"objection_opens": None}, FILED), (PUBLISHED, ANNOUNCED), (PUBLISHED, CLOSED)],
)
def test_outside_the_window_everybody_gets_the_same_answer_whatever_the_verdict(announcement, now):
    answers = set()
    for status in ("submitted", "MS", "TMS", "withdrawn"):
        command = replace(FILE, announcement=announcement, application={**APPLICATION, "status": status})
        refusal = Given(OBJECTION).refuses(command, now=now)
        answers.add((refusal.rule, refusal.status, refusal.message, refusal.field))
    assert len(answers) == 1


def test_whoever_gave_the_verdict_does_not_answer_the_objection_to_it():
    for actor in ("verifikator:v1", "panitia:v1"):
        proposed = told(PROPOSE)
        for command in (PROPOSE, REJECT, second(proposed)):
            refusal = proposed.refuses(replace(command, actor=actor))
            assert (refusal.rule, refusal.status) == ("pemutus-sendiri", 403)


def test_the_command_behind_an_answer_can_be_made_again_from_its_event():
    proposed = told(PROPOSE)
    for objection, command in ((told(), PROPOSE), (told(), REJECT), (proposed, second(proposed))):
        [fact] = objection.when(command)
        around = {f"application-{APPLICATION_ID}": APPLICATION}
        made = OBJECTION.again[fact.name](replace(event(fact), actor=command.actor), around)
        assert made == command and objection.when(made) == [fact]


def test_only_an_error_that_is_not_the_applicants_accepts():
    objection = told()
    assert objection.refuses(replace(PROPOSE, reason_code="APPLICANT_ERROR")).field == "reason_code"
    assert objection.refuses(replace(REJECT, reason_code="COMMITTEE_ERROR")).field == "reason_code"
    assert objection.when(replace(REJECT, reason_code="APPLICANT_ERROR"))
    assert Given(OBJECTION).refuses(REJECT).status == 404
    withdrawn = {**APPLICATION, "status": "withdrawn"}
    assert objection.refuses(replace(PROPOSE, application=withdrawn)).rule == "bukan-tms"


def application(number, first, last=None, status="MS"):
    known = {"first_verdict": first, "verdict": last or first, "status": status}
    return {"stream": f"application-{number}", "version": 5, "participant_no": number, **known}


APPLICATIONS = [
    application("240000000265", "TMS", "MS"),
    application("240000000168", "MS"),
    application("240000000362", "TMS", status="withdrawn"),
    application("240000000459", None, status="submitted"),
]


def test_a_list_shows_the_verdicts_of_its_stage_and_nobody_who_withdrew():
    first = lists.listed(APPLICATIONS, "administrasi")
    assert lists.exact(first) == b'[["240000000168","MS"],["240000000265","TMS"]]'
    assert lists.exact(lists.listed(APPLICATIONS, "pasca_sanggah")) == b'[["240000000168","MS"],["240000000265","MS"]]'
    assert lists.counts(first) == {"MS": 1, "TMS": 1}


def test_what_was_counted_is_named_with_its_version():
    assert lists.counted(lists.listed(APPLICATIONS[1:2], "administrasi")) == (
        b'[["application-240000000168@5","240000000168","MS"]]'
    )


def test_a_row_is_found_by_its_number():
    rows = lists.Rows(lists.exact(lists.listed(APPLICATIONS, "administrasi")))
    assert rows.of("240000000265") == [["240000000265", "TMS"]]
    assert rows.of("240000000362") == rows.of("999999999999") == []


def test_a_list_that_replaces_another_one_says_who_stands_otherwise():
    before, after = (
        lists.Rows(json.dumps(rows).encode())
        for rows in (
            [["240000000001", "MS"], ["240000000002", "TMS"], ["240000000003", "TMS"]],
            [["240000000001", "MS"], ["240000000002", "MS"], ["240000000004", "MS"]],
        )
    )
    assert lists.moved(before, after) == [
        ("240000000002", "TMS", "MS"),
        ("240000000003", "TMS", None),
        ("240000000004", None, "MS"),
    ]
    assert lists.moved(after, after) == []
