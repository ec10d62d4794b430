"""An index is out when a second person has signed the very figures that the first one proposed."""

import json
from dataclasses import replace
from pathlib import Path

from asnkit.events import Fact
from asnkit.proposal import Reject
from feedback.publication.domain import AGGREGATE, Approve, Propose
from feedback.survey.domain import AGGREGATE as SURVEY
from feedback.survey.showing import figures

from tests.unit.feedback.test_survey import CLOSED, COUNTED, OPENED, published
from tests.unit.registration.examples import SHA
from tests.unit.registration.given import Given

STREAM = "survey-0192f0c4-7a18-7c3e-9b1d-2f6a5c8e0008"


def survey(*facts):
    return Given(SURVEY, *facts, service="feedback").state


PROPOSE = Propose(STREAM, survey(*CLOSED), COUNTED)


def proposed():
    """A proposal that waits, and the event that the second person reads."""
    given = Given(AGGREGATE, *Given(AGGREGATE, service="feedback").when(PROPOSE), service="feedback")
    given.state["proposed"]["sha256"] = SHA
    return given, given.state["proposed"]


def approve(signed, actor="pimpinan:p1", facts=CLOSED):
    return Approve(actor, {"event": signed["event"], "sha256": signed["sha256"]}, survey(*facts))


def test_the_proposal_has_every_figure_that_will_be_out():
    given, signed = proposed()
    [fact] = given.when(approve(signed))
    index = given.state["index"]
    assert (fact.name, fact.data["proposed"]["event"]) == ("publication.approved", signed["event"])
    assert [fact.data[name] for name in ("shown", "grade", "counted_sha256")] == ["88.43", "A", COUNTED.counted_sha256]
    out = published(*CLOSED).data
    assert {name: out[name] for name in index} == index


def test_whoever_proposed_does_not_approve_in_another_role_and_may_take_it_back():
    given, signed = proposed()
    person = signed["actor"].partition(":")[2]
    assert given.refuses(approve(signed, actor=f"pimpinan:{person}")).rule == "penanda-tangan-sama"
    read = {"event": signed["event"], "sha256": signed["sha256"]}
    assert given.when(Reject(read))[0].name == "publication.rejected"


def test_what_was_read_is_what_is_signed():
    given, signed = proposed()
    other = replace(approve(signed), proposed={"event": signed["event"], "sha256": "0" * 64})
    assert given.refuses(other).rule == "bukan-yang-dibaca"


def test_an_index_is_proposed_of_a_closed_survey_and_out_once():
    nothing = Given(AGGREGATE, service="feedback")
    assert nothing.refuses(replace(PROPOSE, survey=survey(*OPENED))).rule == "survei-masih-dibuka"
    out = (*CLOSED, published(*CLOSED))
    assert nothing.refuses(replace(PROPOSE, survey=survey(*out))).rule == "ikm-sudah-terbit"
    given, signed = proposed()
    assert given.refuses(approve(signed, facts=out)).rule == "ikm-sudah-terbit"


def test_anybody_decides_it_again_from_the_event_and_the_survey():
    told = {STREAM: survey(*CLOSED)}
    [fact] = Given(AGGREGATE, service="feedback").when(PROPOSE)
    event = type("Event", (), {"data": fact.data})
    assert AGGREGATE.again["publication.proposed"](event, told) == PROPOSE


def test_an_index_that_one_person_published_before_stays_as_it_was():
    kept = Path(__file__).parents[2] / "contracts" / "published" / "feedback.ikm.published.v1.json"
    before = json.loads(kept.read_text())[0]
    assert not {"signers", "publication", "respondents"} & before.keys()
    state = survey(*CLOSED, Fact("ikm.published", before))
    assert (figures(state["ikm"])["shown"], figures(state["ikm"])["respondents"]) == (before["shown"], None)
    assert Given(AGGREGATE, service="feedback").refuses(replace(PROPOSE, survey=state)).rule == "ikm-sudah-terbit"
