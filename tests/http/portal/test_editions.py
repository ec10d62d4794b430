"""A message is made in the committee's words, or in the portal's own where those cannot be filled; it never changes."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.commits import Context
from asnkit.events import NAMESPACE, Event, format_time
from portal.message import editions, telling, wording

pytestmark = pytest.mark.servers

PERIOD, NUMBER = "CPNS-2024", "242715390841"
VACANCY = "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002"


class Portal:
    """What its worker does, and what a reader sees."""

    def __init__(self, app):
        self.app, self.runtime = app, app.extensions["asn"]

    def hear(self, event):
        for group in telling.REACTIONS.values():
            for reaction in group.get(event.name, ()):
                number = uuid.uuid4().hex
                context = Context("service:portal", number, number, answered=False)
                self.runtime.store.run(context, lambda tx, reaction=reaction: reaction.handle(event, tx))
        while telling.go_on(self.runtime):
            pass

    def inbox(self, person, language="id"):
        """(kind, title, text) of each message of a person."""
        found = self.runtime.db.state.find({"aggregate": "message", "data.person": person}).sort("data.happened", 1)
        messages = [one["data"] for one in found]
        with self.app.test_request_context():
            words = wording.words_of(self.runtime.db, messages, language)
        return [(one["kind"], *said) for one, said in zip(messages, words, strict=True)]

    def unusable(self):
        return [(one["_id"], one["lacks"]) for one in editions.unusable(self.runtime.db)]


def event(name, number, stream=None, service="registration", **data):
    stream = stream or f"{name.partition('.')[0]}-{uuid.uuid4()}"
    return Event(
        id=f"{stream}@{number}", source=f"/asn/{service}", type=f"{NAMESPACE}.{service}.{name}.v1", subject=stream,
        time=f"2024-09-{number:02d}T03:00:00.000Z", streamversion=number, data=data, actor="service:test",
        correlationid="c1",
    )  # fmt: skip


def words(edition, title, text, kind="announced_files", language="id"):
    return event(
        "template.approved", edition, kind=kind, language=language, edition=edition, title=title, text=text,
        proposed={"event": "template-x@1", "sha256": "0" * 64},
    )  # fmt: skip


def submission(person, number=1, participant_no=NUMBER):
    data = {"period": PERIOD, "vacancy": VACANCY, "person": person, "participant_no": participant_no}
    return event("application.submitted", number, **{name: value for name, value in data.items() if value})


def announcement(number):
    return event("announcement.published", number, period=PERIOD, stage="administrasi")


@pytest.fixture
def town(portal):
    return Portal(portal)


def test_a_message_is_in_the_words_in_use_when_it_is_made_and_stays_so(town):
    person = str(uuid.uuid4())
    town.hear(submission(person))
    town.hear(words(1, "Hasil {periode}", "Nomor {nomor}, {tanggal}."))
    first = announcement(3)
    town.hear(first)
    town.hear(words(2, "Lain {periode}", "Teks lain."))
    told = ("announced_files", "Hasil CPNS-2024", f"Nomor {NUMBER}, 3 September 2024.")
    assert town.inbox(person)[1:] == [told]
    town.hear(first)
    town.hear(announcement(5))
    assert town.inbox(person)[1:] == [told, ("announced_files", "Lain CPNS-2024", "Teks lain.")]
    assert [one["data"]["editions"] for one in town.runtime.db.state.find({"data.about": first.id})] == [
        {"id": 1, "en": 0}
    ]
    with town.app.test_request_context():
        own = wording.own("announced_files", "en")
    assert town.inbox(person, "en")[1] == ("announced_files", *own)


def test_of_a_corrected_letter_they_hear_whom_the_announcement_was_told_and_who_joins_beside_it(town):
    period = {"period": "CPNS-2033", "stage": "administrasi"}
    joined = {"vacancy": VACANCY, "participant_no": NUMBER, "period": "CPNS-2033"}
    early, beside, drafting = (str(uuid.uuid4()) for _ in range(3))
    town.hear(event("application.submitted", 1, person=early, **joined))
    town.hear(event("application.started", 1, person=drafting, **joined))
    town.hear(event("announcement.corrected", 5, **period))
    assert [kind for kind, *_ in town.inbox(early)] == ["submitted"], "transactions that were under way may still end"
    town.hear(event("application.submitted", 2, person=beside, **joined))
    past = {"$set": {"sets_out": datetime.now(UTC)}}
    assert town.runtime.db.waves.update_one({"period": "CPNS-2033", "done": False}, past).modified_count == 1
    while telling.go_on(town.runtime):
        pass
    for person in (early, beside):
        assert [kind for kind, *_ in town.inbox(person)] == ["submitted", "letter_corrected"]
    assert town.inbox(drafting) == []


@pytest.mark.parametrize(("text", "lacks"), [("Gaji {gaji}.", "gaji"), ("Nomor {nomor}.", "nomor")])
def test_where_a_value_is_missing_the_portals_own_words_are_used_and_the_staff_is_told(town, text, lacks):
    person = str(uuid.uuid4())
    town.hear(submission(person, participant_no=None))
    town.hear(words(1, "Hasil {periode}", text))
    town.hear(announcement(3))
    with town.app.test_request_context():
        own = wording.own("announced_files", "id")
    assert town.inbox(person)[1:] == [("announced_files", *own)]
    assert town.unusable() == [("announced_files/id/1", lacks)]
    town.hear(words(2, "Hasil {periode}", "Lihat halaman lamaran."))
    assert town.unusable() == []


def test_how_a_case_about_the_own_account_ended_is_told_once_without_any_application(town):
    person, outcome = str(uuid.uuid4()), event("outcome.told", 1, person="", about="correction", outcome="REFUSED")
    outcome.data["person"] = person
    for _ in range(2):
        town.hear(outcome)
    [message] = town.runtime.db.state.find({"aggregate": "message", "data.person": person})
    assert (message["data"]["kind"], message["data"]["application"]) == ("correction_refused", None)
    assert message["version"] == 1
    [event_] = town.runtime.store.events(message["_id"])
    assert event_.fact == "message.account_told"


@pytest.mark.parametrize(
    "fact", ["certificate.revoked", "certificate.reissued", "activity.accepted", "activity.refused"]
)
def test_what_became_of_a_certificate_or_of_an_activity_elsewhere_is_told_once(town, fact):
    person, kind = str(uuid.uuid4()), fact.replace(".", "_")
    made = lately(event(fact, 3, service="training"))
    made.data["person"] = person
    for _ in range(2):
        town.hear(made)
    with town.app.test_request_context():
        own = wording.own(kind, "id")
    assert town.inbox(person) == [(kind, *own)]


def lately(one):
    """The same event, of the last hours, in the order of its number."""
    return replace(one, time=format_time(datetime.now(UTC) - timedelta(hours=10 - one.streamversion)))


def asked(fact, number, session, person, enrolment):
    data = {"session": session, "person": person}
    return lately(event(f"enrolment.{fact}", number, f"enrolment-{enrolment}", "training", **data))


def test_whoever_has_or_waits_for_a_seat_is_told_once_that_the_session_moved_in_whatever_order_it_is_heard(town):
    session, people = str(uuid.uuid4()), [str(uuid.uuid4()) for _ in range(6)]
    seated, gone, again, late, after, elsewhere = people
    places = {person: str(uuid.uuid4()) for person in people}
    for person in (seated, gone, again):
        town.hear(asked("requested", 1, session, person, places[person]))
    for person in (gone, again):
        town.hear(asked("cancelled", 2, session, person, places[person]))
    town.hear(asked("applied", 3, session, again, places[again]))
    town.hear(asked("requested", 1, str(uuid.uuid4()), elsewhere, places[elsewhere]))
    old = event("session.changed", 4, f"session-{session}", "training")
    town.hear(old)
    assert town.inbox(seated) == [], "what happened long ago is no news"
    moved = lately(event("session.changed", 5, f"session-{session}", "training"))
    for _ in range(2):
        town.hear(moved)
    town.hear(asked("requested", 4, session, late, places[late]))
    town.hear(asked("requested", 6, session, after, places[after]))
    told = [[kind for kind, *_said in town.inbox(person)] for person in people]
    assert told == [["session_changed"], [], ["session_changed"], ["session_changed"], [], []]
    town.hear(lately(event("session.cancelled", 7, f"session-{session}", "training")))
    told = [[kind for kind, *_said in town.inbox(person)] for person in (seated, gone, after)]
    assert told == [["session_changed", "session_cancelled"], [], ["session_cancelled"]]


def test_a_message_holds_of_a_person_only_what_its_words_name(town):
    person = str(uuid.uuid4())
    town.hear(words(1, "Diterima", "Lamaran {periode} diterima.", kind="submitted"))
    town.hear(submission(person))
    [message] = town.runtime.db.state.find({"aggregate": "message", "data.person": person})
    assert message["data"]["period"] == PERIOD and "participant_no" not in message["data"]


def test_when_the_stored_inbox_is_lost_its_history_gives_the_same_messages(town):
    person = str(uuid.uuid4())
    town.hear(words(1, "Hasil {periode}", "Nomor {nomor}."))
    town.hear(submission(person))
    town.hear(announcement(3))
    before = town.inbox(person)
    town.hear(words(2, "Lain {periode}", "Lain."))
    found = town.runtime.db.state.find({"aggregate": "message", "data.person": person})
    for document in found:
        again = town.runtime.store.load_signed(document["_id"]).state
        assert again == document["data"]
    assert town.inbox(person) == before


def test_who_lost_the_line_is_told_that_and_of_no_list_that_comes_later(town):
    closed, open_ = VACANCY, str(uuid.uuid4())
    lost, stays, late = (str(uuid.uuid4()) for _ in range(3))
    sent = {"period": "CPNS-2031", "participant_no": NUMBER}
    town.hear(event("application.submitted", 1, person=lost, vacancy=closed, **sent))
    town.hear(event("application.submitted", 1, person=stays, vacancy=open_, **sent))
    town.hear(event("vacancy.closed", 2, f"vacancy-{closed}", period="CPNS-2031"))
    town.hear(event("announcement.published", 3, period="CPNS-2031", stage="administrasi"))
    town.hear(event("application.submitted", 1, person=late, vacancy=closed, **sent))
    told = {person: sorted(kind for kind, *_ in town.inbox(person)) for person in (lost, stays, late)}
    assert told == {
        lost: ["line_closed", "submitted"],
        stays: ["announced_files", "submitted"],
        late: ["line_closed", "submitted"],
    }
