from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from registration.application.checks import age_check, checks, education_check, gpa_check
from registration.application.domain import (
    AGGREGATE,
    STARTS,
    STATEMENTS,
    SaveSection,
    Start,
    Submit,
    Verify,
    Withdraw,
    hidden_versions,
    verify_again,
)
from registration.application.numbering import SERIALS, is_participant_no, participant_no
from registration.application.reasons import REASONS

from tests.unit.registration.examples import (
    APPLICATION_ID,
    DOCUMENT_ID,
    OTHER,
    PERIOD,
    PERSON,
    SEALED,
    SHA,
    VACANCY,
    VACANCY_ID,
)
from tests.unit.registration.given import CONTRACTS, Given, event

START = Start(PERSON, VACANCY_ID, VACANCY, PERIOD)
EDUCATION = {"level": "S1", "programme": SEALED, "institution": SEALED, "gpa": SEALED}
SAVE_EDUCATION = SaveSection(PERSON, "education", EDUCATION, PERIOD, VACANCY)
SAVE_STATEMENTS = SaveSection(PERSON, "statements", {"text": "2024-1", "agreed": list(STATEMENTS)}, PERIOD, VACANCY)
DOCUMENTS = {kind: {"document": DOCUMENT_ID, "sha256": SHA} for kind in ("id_card", "diploma", "photo")}
SUBMIT = Submit(
    PERSON, participant_no(2024, 27153908), PERIOD, VACANCY, DOCUMENTS, ({"rule": "age", "result": "not_met"},)
)
DESK = {"verifier": "verifikator:v1"}
MS = Verify("MS", (), "file_check", "verifikator:v1", desk=DESK)
TMS = Verify("TMS", ("DIPLOMA",), "file_check", "verifikator:v1", desk=DESK)
PROPOSED = {"status": "filed", "proposed": {"signed": {"actor": "panitia:p1"}}}
ACCEPTED = Verify("MS", (), "objection", "verifikator:v2", objection=PROPOSED)
TMS_TWICE = Verify("TMS", ("DIPLOMA", "PHOTO"), "file_check", "verifikator:v1", desk=DESK)
ANSWERED = Verify("TMS", ("PHOTO",), "objection", "verifikator:v2", objection={"status": "filed", "proposed": None})
BEFORE = datetime(2024, 8, 19, 16, 59, 59, tzinfo=UTC)
AFTER = datetime(2024, 9, 10, 17, tzinfo=UTC)


def after(*commands):
    """The application after these commands."""
    facts = []
    for command in commands:
        facts += Given(AGGREGATE, *facts).when(command)
    return Given(AGGREGATE, *facts)


READY = (START, SAVE_EDUCATION, SAVE_STATEMENTS)


def test_an_application_starts_inside_the_window():
    [fact] = Given(AGGREGATE).when(START)
    assert fact.data == {"period": "CPNS-2024", "vacancy": VACANCY_ID, "person": PERSON}
    assert "20 Agustus 2024 pukul 00.00 WIB" in Given(AGGREGATE).refuses(START, now=BEFORE).message
    assert "10 September 2024 pukul 23.59 WIB" in Given(AGGREGATE).refuses(START, now=AFTER).message


def test_it_needs_a_vacancy_that_exists():
    assert Given(AGGREGATE).refuses(replace(START, vacancy=None)).status == 404


def test_nobody_goes_on_in_a_line_that_was_closed():
    closed = {**VACANCY, "closed": True, "changes": [{"at": "2024-09-01T05:00:00.000Z"}]}
    going = [(START, Given(AGGREGATE)), (SAVE_EDUCATION, after(START)), (SUBMIT, after(*READY))]
    for command, application in going:
        refusal = application.refuses(replace(command, vacancy=closed))
        assert refusal.rule == "formasi-ditutup" and "1 September 2024" in refusal.message
    for verdict in (MS, TMS):
        assert after(*READY, SUBMIT).refuses(replace(verdict, line=closed)).rule == "formasi-ditutup"


def test_a_third_application_may_be_begun_in_a_period_and_no_fourth():
    assert Given(AGGREGATE).when(replace(START, before=STARTS - 1))
    refusal = Given(AGGREGATE).refuses(replace(START, before=STARTS))
    assert (refusal.rule, refusal.field, refusal.status) == ("lamaran-terlalu-sering", "vacancy", 409)
    assert "3 lamaran pada periode ini" in refusal.message


def test_a_complete_application_is_submitted_with_its_documents_and_checks():
    application = after(*READY)
    [fact] = application.when(SUBMIT)
    assert [item["kind"] for item in fact.data["documents"]] == ["id_card", "diploma"]
    assert fact.data["checks"] == [{"rule": "age", "result": "not_met"}]
    assert fact.data["other_unit"] is False
    assert application.after["status"] == "submitted"


def test_consent_to_another_unit_is_carried_along():
    placement = SaveSection(PERSON, "placement", {"other_unit": True}, PERIOD, VACANCY)
    assert after(*READY, placement).when(SUBMIT)[0].data["other_unit"] is True


@pytest.mark.parametrize(("missing", "field"), [(SAVE_EDUCATION, "education"), (SAVE_STATEMENTS, "statements")])
def test_a_missing_section_refuses_the_submission(missing, field):
    refusal = after(*(command for command in READY if command is not missing)).refuses(SUBMIT)
    assert (refusal.field, refusal.status) == (field, 422)


def test_a_missing_document_refuses_the_submission():
    refusal = after(*READY).refuses(replace(SUBMIT, documents={"id_card": DOCUMENTS["id_card"]}))
    assert refusal.field == "documents.diploma"


def test_a_submission_after_the_window_is_refused_and_its_last_second_is_not():
    closes = datetime(2024, 9, 10, 16, 59, 59, tzinfo=UTC)
    assert after(*READY).when(SUBMIT, now=closes)
    assert after(*READY).refuses(SUBMIT, now=AFTER).rule == "sudah-ditutup"


def test_all_five_statements_are_needed():
    content = {"text": "2024-1", "agreed": list(STATEMENTS[:4])}
    refusal = after(START).refuses(SaveSection(PERSON, "statements", content, PERIOD, VACANCY))
    assert refusal.rule == "pernyataan-kurang"


def test_what_is_submitted_cannot_be_changed_or_submitted_again():
    submitted = after(*READY, SUBMIT)
    assert submitted.refuses(SAVE_EDUCATION).rule == "sudah-dikirim"
    assert submitted.refuses(SUBMIT).rule == "sudah-dikirim"


@pytest.mark.parametrize(
    "command", [replace(SAVE_EDUCATION, person=OTHER), replace(SUBMIT, person=OTHER), Withdraw(OTHER, None)]
)
def test_for_another_person_the_application_does_not_exist(command):
    assert after(*READY).refuses(command).status == 404


def test_a_verifier_decides_with_reasons():
    application = after(*READY, SUBMIT)
    [fact] = application.when(TMS)
    assert (fact.data["verdict"], fact.data["reasons"]) == ("TMS", ["DIPLOMA"])
    assert application.after["status"] == "TMS"
    assert application.refuses(replace(TMS, reasons=())).field == "reasons"
    assert application.refuses(replace(TMS, reasons=("LUCK",))).rule == "alasan-tidak-dikenal"
    assert application.refuses(replace(MS, reasons=("AGE",))).rule == "alasan-berlebih"


def test_a_draft_and_a_decided_application_cannot_be_verified():
    assert after(*READY).refuses(MS).rule == "bukan-terkirim"
    assert after(*READY, SUBMIT, MS).refuses(TMS).rule == "bukan-terkirim"


def test_only_the_verifier_who_holds_an_application_decides_on_it():
    for desk in (None, {"verifier": None}, {"verifier": "verifikator:v2"}):
        assert after(*READY, SUBMIT).refuses(replace(MS, desk=desk)).rule == "bukan-pemegang"


def test_the_command_behind_a_verdict_can_be_made_again_from_its_event():
    for before, command, stream, state in (
        ((*READY, SUBMIT), TMS, "verification", DESK),
        ((*READY, SUBMIT, TMS), ACCEPTED, "objection", PROPOSED),
        ((*READY, SUBMIT, TMS_TWICE), ANSWERED, "objection", ANSWERED.objection),
    ):
        application = after(*before)
        [fact] = application.when(command)
        made = verify_again(replace(event(fact), actor=command.actor), {f"{stream}-{APPLICATION_ID}": state})
        assert made == command and application.when(made) == [fact]


def read(*commands, since="2024-09-01T05:00:00.000Z", by="verifikator:v1", **changed):
    """These verdicts after everything was opened, the file taken at noon."""
    desk = {"verifier": "verifikator:v1", "since": "2024-09-01T05:00:00.000Z", "application": APPLICATION_ID}
    file = {"reader": by, "at": since, "application": APPLICATION_ID}
    papers = {DOCUMENT_ID: {"viewed": [{"by": by, "at": since}]}}
    return [replace(one, desk=desk, **{"file": file, "papers": papers} | changed) for one in commands]


def test_both_verdicts_need_the_same_readings_by_who_decides_since_the_file_was_taken():
    application = after(*READY, SUBMIT)
    for command in read(MS, TMS):
        assert application.when(command)
    unread = [
        {"since": "2024-09-01T04:59:59.999Z"},
        {"by": "verifikator:v2"},
        {"papers": {}},
        {"file": None},
        {"file": {"reader": "verifikator:v1", "at": "2024-09-01T05:00:00.000Z", "application": OTHER}},
    ]
    for case in unread:
        told = {application.refuses(command).message for command in read(MS, TMS, **case)}
        assert len(told) == 1 and application.refuses(*read(MS, **case)).rule == "belum-dibaca"
    assert application.refuses(*read(MS, papers={})).message == "Buka dahulu, baru putuskan: KTP, Ijazah."


def test_the_readings_of_a_verdict_are_found_again_in_its_basis():
    [command] = read(TMS)
    [fact] = after(*READY, SUBMIT).when(command)
    around = {
        f"verification-{APPLICATION_ID}": command.desk,
        f"document-{DOCUMENT_ID}": command.papers[DOCUMENT_ID],
        f"disclosure-{OTHER}": command.file,
    }
    assert verify_again(replace(event(fact), actor=command.actor), around) == command


def test_a_verdict_counts_for_its_applicant_when_it_is_announced():
    for commands, versions in (((*READY, SUBMIT), 0), ((*READY, SUBMIT, MS), 1), ((*READY, SUBMIT, TMS), 1)):
        state = after(*commands).state
        assert (hidden_versions(state, announced=False), hidden_versions(state, announced=True)) == (versions, 0)


def test_an_objection_changes_tms_to_ms_and_nothing_else():
    application = after(*READY, SUBMIT, TMS, ACCEPTED)
    assert application.state["status"] == "MS"
    assert [verdict["basis"] for verdict in application.state["verdicts"]] == ["file_check", "objection"]
    assert after(*READY, SUBMIT, MS).refuses(ACCEPTED).rule == "bukan-tms"
    assert after(*READY, SUBMIT, TMS).refuses(replace(ACCEPTED, verdict="TMS", reasons=("AGE",))).rule == "bukan-tms"
    answered = replace(ACCEPTED, objection={**PROPOSED, "status": "rejected"})
    assert after(*READY, SUBMIT, TMS).refuses(answered).rule == "bukan-tms"


def test_an_objection_changes_tms_to_ms_by_two_people_alone():
    refused = after(*READY, SUBMIT, TMS)
    assert refused.refuses(replace(ACCEPTED, objection={**PROPOSED, "proposed": None})).rule == "bukan-tms"
    for same in ("panitia:p1", "ketua:p1"):
        assert refused.refuses(replace(ACCEPTED, actor=same)).rule == "bukan-tms"


def test_a_reason_that_falls_is_taken_away_and_the_others_stay():
    application = after(*READY, SUBMIT, TMS_TWICE, ANSWERED)
    assert (application.state["status"], application.state["verdicts"][-1]["reasons"]) == ("TMS", ["PHOTO"])
    for reasons in (("DIPLOMA", "PHOTO"), ("PHOTO", "AGE"), ("AGE",)):
        other = replace(ANSWERED, reasons=reasons)
        assert after(*READY, SUBMIT, TMS_TWICE).refuses(other).rule == "bukan-tms"


def test_an_application_is_withdrawn_once_from_any_state():
    for commands in (READY, (*READY, SUBMIT), (*READY, SUBMIT, MS)):
        application = after(*commands)
        [fact] = application.when(Withdraw(PERSON, "personal"))
        assert fact.data["was"] == application.state["status"]
    withdrawn = after(*READY, SUBMIT, Withdraw(PERSON, None))
    for command in (Withdraw(PERSON, None), SUBMIT, SAVE_EDUCATION):
        assert withdrawn.refuses(command).rule == "sudah-ditarik"
    assert withdrawn.refuses(MS).rule == "bukan-terkirim"


def test_nothing_happens_to_an_application_that_does_not_exist():
    for command in (SAVE_EDUCATION, SUBMIT, MS, Withdraw(PERSON, None)):
        assert Given(AGGREGATE).refuses(command).status == 404


def test_the_reasons_are_those_of_the_contract():
    schema = CONTRACTS.schema("registration.application.verified")
    assert schema["properties"]["reasons"]["items"]["enum"] == list(REASONS)


@for_all(st.integers(2000, 2099), st.integers(0, SERIALS - 1))
def test_a_participant_number_is_valid_and_one_wrong_digit_is_noticed(year, serial):
    number = participant_no(year, serial)
    assert is_participant_no(number)
    for place in range(12):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert not is_participant_no(wrong)


@for_all(st.integers(0, SERIALS - 1), st.integers(0, 10))
def test_two_exchanged_digits_are_noticed(serial, place):
    number = participant_no(2024, serial)
    exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert exchanged == number or not is_participant_no(exchanged)


def test_checks_advise():
    found = checks(
        VACANCY,
        birth_date=date(1989, 9, 9),
        counted_on=date(2024, 9, 10),
        education={"level": "S1", "programme": "teknik  informatika"},
        gpa="2.74",
        nik="MISMATCH_REVIEW",
    )
    assert {item["rule"]: item["result"] for item in found} == {
        "age": "not_met",
        "education": "meets",
        "gpa": "not_met",
        "identity": "review",
    }


def test_a_programme_of_another_name_is_for_a_person_to_judge():
    assert education_check(VACANCY, {"level": "S1", "programme": "Informatika"}) == "review"
    assert education_check(VACANCY, {"level": "D4", "programme": "Teknik Informatika"}) == "not_met"


def test_the_lowest_gpa_itself_is_enough_and_none_asked_is_not_checked():
    assert gpa_check(VACANCY, "2.75") == "meets"
    assert gpa_check(VACANCY, None) == "review"
    nothing_asked = {**VACANCY, "gpa_min": None}
    found = checks(
        nothing_asked,
        birth_date=date(1995, 1, 1),
        counted_on=date(2024, 9, 10),
        education={"level": "S1", "programme": "Teknik Informatika"},
        gpa=None,
        nik="MATCH",
    )
    assert "gpa" not in {item["rule"] for item in found}


def test_age_counts_to_the_birthday_of_the_limit():
    assert age_check(VACANCY, date(1989, 9, 10), date(2024, 9, 10)) == "meets"
    assert age_check(VACANCY, date(2006, 9, 11), date(2024, 9, 10)) == "not_met"
