"""A published letter is corrected by two signatures; every version stays to be read, and the list is what it was."""

from dataclasses import replace
from datetime import timedelta

from asnkit.events import Fact, parse_time
from asnkit.proposal import Reject
from registration.announcement.domain import AGGREGATE as ANNOUNCEMENTS
from registration.announcement.domain import Correct, as_of, version_of
from registration.announcement_change.domain import AGGREGATE, Approve, Propose

from tests.unit.registration.examples import ANNOUNCEMENT_ID, PERIOD, SHA
from tests.unit.registration.given import CONTRACTS, Given, event, refused

STREAM = f"announcement-{ANNOUNCEMENT_ID}"
CHANGE = "announcement_change-0192f0c4-7a2c-7c3e-9b1d-2f6a5c8e0031"
PUBLISHED = event(
    Fact("announcement.published", CONTRACTS.schema("registration.announcement.published")["examples"][0]), 1, STREAM
)
ANNOUNCEMENT = ANNOUNCEMENTS.evolve(None, PUBLISHED)
NOW = parse_time(PERIOD["registration_closes"]) + timedelta(days=2)
RIGHT = {"number": "800/521"}
NUMBER = Propose(STREAM, ANNOUNCEMENT, RIGHT | {"title": ANNOUNCEMENT["title"]}, "ENTRY_ERROR", "800/530")


def proposed(command=NUMBER):
    """A proposal that waits, and the event that the second person reads."""
    given = Given(AGGREGATE, *Given(AGGREGATE).when(command, NOW))
    given.state["proposed"]["sha256"] = SHA
    return given, given.state["proposed"]


def approve(signed, actor="ketua:k1", announcement=ANNOUNCEMENT):
    return Approve(actor, {"event": signed["event"], "sha256": signed["sha256"]}, announcement)


def corrected(announcement, before, after, version):
    proposal = {"before": before, "after": after, "reason_code": "REISSUED", "letter": "800/531"}
    [fact] = ANNOUNCEMENTS.decide(announcement, Correct(CHANGE, proposal, ("panitia", "ketua")), NOW)
    assert fact.name == "announcement.corrected" and fact.data["version"] == version
    return ANNOUNCEMENTS.evolve(announcement, event(fact, version, STREAM))


def test_the_second_person_makes_another_version_and_says_what_stood():
    given, signed = proposed()
    assert given.state["before"] == {"number": ANNOUNCEMENT["number"]}, "what stays as it is is not named"
    [fact] = given.when(approve(signed), NOW)
    assert fact.name == "announcement_change.approved" and fact.data["proposed"]["event"] == signed["event"]
    after = corrected(ANNOUNCEMENT, given.state["before"], given.state["after"], 2)
    assert after["number"] == "800/521" and version_of(after) == 2
    assert [(one["version"], one["before"], one["after"]) for one in after["changes"]] == [
        (2, {"number": ANNOUNCEMENT["number"]}, RIGHT)
    ]


def test_list_and_window_are_the_same_in_every_version():
    second = corrected(ANNOUNCEMENT, {"number": ANNOUNCEMENT["number"]}, RIGHT, 2)
    third = corrected(second, RIGHT | {"title": ANNOUNCEMENT["title"]}, {"number": "1", "title": "Judul"}, 3)
    for version, number in ((1, ANNOUNCEMENT["number"]), (2, "800/521"), (3, "1")):
        was = as_of(third, version)
        assert (was["number"], version_of(was)) == (number, version)
        assert {name: was[name] for name in ANNOUNCEMENT if name not in ("number", "title")} == {
            name: value for name, value in ANNOUNCEMENT.items() if name not in ("number", "title")
        }
    assert as_of(third, 2)["title"] == ANNOUNCEMENT["title"]
    assert as_of(third, 0) is None and as_of(third, 4) is None
    assert as_of(ANNOUNCEMENT, 1) == ANNOUNCEMENT | {"changes": []}


def test_whoever_proposed_does_not_approve_in_another_role():
    given, signed = proposed()
    _, _, person = signed["actor"].partition(":")
    refusal = given.refuses(approve(signed, actor=f"ketua:{person}"), NOW)
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


def test_what_says_the_same_is_no_correction():
    same = replace(NUMBER, after={"title": ANNOUNCEMENT["title"]})
    assert Given(AGGREGATE).refuses(same, NOW).rule == "tidak-ada-perubahan"


def test_a_letter_that_became_another_one_meanwhile_is_not_what_was_signed():
    given, signed = proposed()
    other = ANNOUNCEMENT | {"number": "800/999"}
    assert given.refuses(approve(signed, announcement=other), NOW).rule == "pengumuman-berubah"


def test_a_proposal_is_taken_back_and_then_decided_no_more():
    given, signed = proposed()
    rejected = given.when(Reject({"event": signed["event"], "sha256": signed["sha256"]}))
    assert rejected and given.after["status"] == "rejected"
    assert refused(AGGREGATE, given.after, approve(signed)).rule == "koreksi-sudah-diputus"
