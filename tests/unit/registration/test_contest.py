"""Two accounts name one NIK: a verifier opens, both are heard, somebody else decides."""

from datetime import timedelta

import pytest
from asnkit.events import Fact
from registration.application.domain import AGGREGATE as APPLICATION
from registration.application.domain import Verify
from registration.contest.domain import AGGREGATE, BEGINNINGS, HEARD_FOR, Begin, Decide, Open, Speak

from .given import NOON, Given, refused

ID, PERIOD = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004", "CPNS-2024"
ME, OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
VERIFIER, CHAIR = "verifikator:v1", "ketua:k"
SUBJECT = {"application": ID, "period": PERIOD}
PARTIES = {"person": ME, "holder": OTHER}
SEALED = {"sealed": "v1", "kid": ME, "nonce": "AAAA", "ciphertext": "AAAA"}
PAPER = {"document": ID, "sha256": "0" * 64}
ACCEPTED_BY = "verifikator:v2"
OPENED = Fact("contest.opened", {**SUBJECT, **PARTIES, "accepted_by": ACCEPTED_BY})


def opening(**changes):
    known = {"application_id": ID, "application": {"person": ME, "period": PERIOD}, "holder": OTHER, "actor": VERIFIER}
    return Open(**{**known, "desk": {"verifier": VERIFIER}, "accepted_by": ACCEPTED_BY, "others": (), **changes})


def begun(holder=OTHER, others=(), papers=None):
    accepted_by = ACCEPTED_BY if holder else None
    return Begin(ME, holder, accepted_by, PERIOD, others, SEALED, papers or {"id_card": PAPER, "selfie": PAPER})


def other(status, person=ME):
    return {"status": status, "application": None, "person": person}


def spoken(person):
    papers = [{"kind": "id_card", **PAPER}]
    return Fact("contest.spoken", {**SUBJECT, "person": person, "text": SEALED, "papers": papers})


def decided(reason, outcome):
    return Fact("contest.decided", {**SUBJECT, **PARTIES, "outcome": outcome, "reason": reason})


def test_whoever_holds_the_file_opens_a_contest_once():
    assert Given(AGGREGATE).when(opening()) == [OPENED]
    assert Given(AGGREGATE, OPENED).refuses(opening()).rule == "sengketa-sudah-ada"
    assert Given(AGGREGATE).refuses(opening(desk={"verifier": "verifikator:v2"})).rule == "bukan-pemegang"


@pytest.mark.parametrize("holder", [None, ME])
def test_a_nik_that_nobody_else_holds_is_not_contested(holder):
    assert Given(AGGREGATE).refuses(opening(holder=holder)).rule == "nik-tidak-disengketakan"


def test_both_speak_once_with_their_papers_of_identity_and_nobody_else_does():
    papers = {"id_card": PAPER, "diploma": PAPER}
    for person in (ME, OTHER):
        assert Given(AGGREGATE, OPENED).when(Speak(person, SEALED, papers)) == [spoken(person)]
    assert Given(AGGREGATE, OPENED, spoken(ME)).refuses(Speak(ME, SEALED, papers)).rule == "sudah-menjelaskan"
    assert Given(AGGREGATE, OPENED).refuses(Speak(ID, SEALED, papers)).status == 404
    over = Given(AGGREGATE, OPENED, spoken(ME), spoken(OTHER), decided("NOT_PROVED", "KEPT"))
    assert over.refuses(Speak(ME, SEALED, papers)).rule == "sengketa-selesai"


@pytest.mark.parametrize(
    ("reason", "outcome"), [("SECOND_PROVED", "MOVED"), ("FIRST_PROVED", "KEPT"), ("NOT_PROVED", "KEPT")]
)
def test_somebody_else_decides_when_both_have_spoken(reason, outcome):
    contest = Given(AGGREGATE, OPENED, spoken(ME), spoken(OTHER))
    assert contest.when(Decide(reason, CHAIR)) == [decided(reason, outcome)] and contest.after["status"] == outcome
    for concerned in ("ketua:v1", "ketua:v2"):
        assert contest.refuses(Decide(reason, concerned)).rule == "pemeriksa-sendiri"


def test_who_does_not_speak_is_waited_for_three_days():
    contest = Given(AGGREGATE, OPENED, spoken(ME))
    early, late = NOON + HEARD_FOR - timedelta(seconds=1), NOON + HEARD_FOR
    assert contest.refuses(Decide("FIRST_PROVED", CHAIR), early).rule == "masih-didengar"
    assert contest.when(Decide("FIRST_PROVED", CHAIR), late) == [decided("FIRST_PROVED", "KEPT")]


def test_a_contest_is_decided_once():
    contest = Given(AGGREGATE, OPENED, spoken(ME), spoken(OTHER), decided("NOT_PROVED", "KEPT"))
    assert contest.refuses(Decide("SECOND_PROVED", CHAIR)).rule == "sengketa-selesai"
    assert Given(AGGREGATE).refuses(Decide("SECOND_PROVED", CHAIR)).status == 404


@pytest.mark.parametrize(
    ("application", "contest"),
    [
        ({"status": "TMS"}, {"status": "open", "holder": OTHER}),
        ({"status": "MS"}, {"status": "KEPT", "holder": OTHER}),
        ({"status": "MS"}, {"status": "open", "holder": ME}),
    ],
)
def test_a_contest_undoes_the_verdict_of_its_holder_alone(application, contest):
    command = Verify("TMS", ("ID_CARD",), "contest", CHAIR, contest=contest)
    assert refused(APPLICATION, {**application, "person": OTHER}, command).rule == "bukan-ms"


@pytest.mark.parametrize(("holder", "wanted", "period"), [(OTHER, OTHER, PERIOD), (None, None, None), (ME, None, None)])
def test_a_person_begins_about_the_own_account_whoever_has_the_nik(holder, wanted, period):
    opened, said = Given(AGGREGATE).when(begun(holder))
    assert (opened.data["holder"], opened.data["period"], opened.data["application"]) == (wanted, period, None)
    assert (said.name, said.data["person"]) == ("contest.spoken", ME)
    assert [paper["kind"] for paper in said.data["papers"]] == ["id_card", "selfie"]


def test_who_begins_shows_card_and_face_and_no_contest_is_open_beside_it():
    refusal = Given(AGGREGATE).refuses(begun(papers={"id_card": PAPER}))
    assert refusal.rule == "berkas-belum-lengkap" and "Swafoto" in str(refusal)
    for person in (ME, OTHER):
        assert Given(AGGREGATE).refuses(begun(others=[other("open", person)])).rule == "sengketa-sudah-ada"
    assert Given(AGGREGATE).refuses(opening(others=[other("open")])).rule == "sengketa-sudah-ada"


def test_a_person_begins_three_times_and_contests_of_others_are_not_counted():
    before = [other("KEPT")] * (BEGINNINGS - 1)
    assert Given(AGGREGATE).when(begun(others=[*before, other("KEPT", OTHER)]))
    assert Given(AGGREGATE).refuses(begun(others=[*before, other("MOVED")])).rule == "sengketa-terlalu-sering"


def test_where_nobody_has_the_nik_nobody_is_waited_for_and_it_is_not_the_holders():
    contest = Given(AGGREGATE, *Given(AGGREGATE).when(begun(None)))
    assert contest.when(Decide("SECOND_PROVED", CHAIR))[0].data["outcome"] == "MOVED"
    assert contest.refuses(Decide("FIRST_PROVED", CHAIR)).rule == "tanpa-pemegang"
