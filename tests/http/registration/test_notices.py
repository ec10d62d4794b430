"""A message in an inbox becomes an e-mail that says so, and nothing else."""

import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.commits import Context
from asnkit.events import Fact, format_time
from asnkit.letterbox import Letterbox
from asnkit.mail import Refused
from registration.notice import writing
from registration.wiring import SERVICE

from tests.http.running import Someone, problem
from tests.unit.registration.given import event

pytestmark = pytest.mark.servers

APPLICATION = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """It is day."""
    monkeypatch.setattr(writing, "awake", lambda moment: moment)


def message(city, person, happened=timedelta()):
    about = f"announcement-{uuid.uuid4()}@1"
    since = format_time(city.runtime.clock.now() - happened)
    data = {"person": person, "kind": "announced_files", "application": APPLICATION, "about": about, "happened": since}
    return event(Fact("message.sent", data), stream=f"message-{uuid.uuid4()}", service="portal")


def hear(city, told):
    number = uuid.uuid4().hex
    context = Context("service:registration", number, number, answered=False)
    city.runtime.store.run(context, lambda tx: writing.write(told, tx))


def notices(city, body):
    return [one for one in city.post.to(body["email"]) if one.subject == "Ada kabar baru untuk Anda"]


def test_it_names_the_message_and_says_nothing_of_it(city):
    body = city.account()
    id, _ = city.proved(body)
    told = message(city, id)
    hear(city, told)
    [letter] = notices(city, body)
    assert f"/saya/pesan/{told.subject.partition('-')[2]}" in letter.text
    assert letter.number == told.subject.partition("-")[2].replace("-", "")
    for secret in (body["name"], body["nik"], "berkas", "announced", APPLICATION):
        assert secret not in letter.text + letter.subject


def test_what_is_no_news_any_more_stays_in_the_inbox(city):
    body = city.account()
    id, _ = city.proved(body)
    hear(city, message(city, id, timedelta(days=3)))
    assert notices(city, body) == []


def test_at_night_it_waits_and_a_code_does_not(city, monkeypatch):
    body = city.account()
    id, _ = city.proved(body)
    morning = datetime.now(UTC) + timedelta(hours=3)
    monkeypatch.setattr(writing, "awake", lambda moment: morning)
    hear(city, message(city, id))
    assert notices(city, body) == []
    city.public.post("/v1/password/recoveries", {"email": body["email"]})
    assert city.post.to(body["email"])[-1].subject.startswith("Kode kata sandi baru")
    city.runtime.db.letters.update_many({"due": morning}, {"$set": {"due": datetime.now(UTC)}})
    assert len(notices(city, body)) == 1


def test_what_somebody_waits_for_goes_before_any_number_of_notices(city):
    crowd, body = city.account(), city.account()
    id, _ = city.proved(crowd)
    for _ in range(60):
        hear(city, message(city, id))
    city.opened(body)
    before = len(city.post.letters)
    city.post.empty()
    assert [one.to for one in city.post.letters[before:]] == [body["email"]] + [crowd["email"]] * 60


def test_nothing_is_written_about_somebody_who_is_erased_and_nothing_fails(city):
    body = city.account()
    id, _ = city.proved(body)
    hear(city, message(city, id))
    city.runtime.vault.destroy(id)
    city.runtime.vault._remembered.clear()
    assert notices(city, body) == []
    assert city.runtime.db.letters.count_documents({"args.person": id}) == 0


def test_what_the_mail_server_refuses_for_good_is_an_event_without_the_address(city, monkeypatch):
    body = city.account()
    id, _ = city.proved(body)
    told = message(city, id)
    hear(city, told)

    @contextmanager
    def refusing():
        def send(letter):
            raise Refused(550)

        yield send

    monkeypatch.setattr(city.post, "opened", refusing)
    letterbox = Letterbox(city.runtime, SERVICE.letters, city.post, SERVICE.bounces)
    while letterbox.turn():
        pass
    stream = f"letter-{told.subject.partition('-')[2]}"
    [refused] = city.runtime.store.events(stream)
    assert refused.data == {"message": stream.partition("-")[2], "person": id}
    assert city.runtime.db.letters.count_documents({"args.person": id}) == 0
    writing.bounced(city.runtime, "again", {"message": stream.partition("-")[2], "person": id})
    assert len(city.runtime.store.events(stream)) == 1


def test_one_click_stops_the_letters_and_its_owner_has_them_again(city):
    body = city.account()
    id, tokens = city.proved(body)
    owner = Someone(city, tokens["access_token"])
    hear(city, message(city, id))
    [letter] = notices(city, body)
    assert letter.stop in letter.text
    token = letter.stop.rpartition("/")[2]
    forged = f"{id}.{'0' * 32}"
    problem(city.public.post("/v1/subscriptions/stop", {"token": forged}), 404, "tautan-tidak-sah", "token")
    assert not owner.get("/v1/subscriptions/mine").json()["stopped"]
    for _ in range(2):
        assert city.public.post("/v1/subscriptions/stop", {"token": token}).status_code == 200
    assert owner.get("/v1/subscriptions/mine").json()["stopped"]
    hear(city, message(city, id))
    assert len(notices(city, body)) == 1
    city.public.post("/v1/password/recoveries", {"email": body["email"]})
    assert city.post.to(body["email"])[-1].subject.startswith("Kode kata sandi baru"), "what somebody asked for comes"
    assert owner.post("/v1/subscriptions/mine", {"stopped": False}).status_code == 200
    hear(city, message(city, id))
    assert len(notices(city, body)) == 2
    facts = [one.fact for one in city.runtime.store.events(f"subscription-{id}")]
    assert facts == ["subscription.stopped", "subscription.resumed"]
