"""A letter leaves after its decision and not without it, at least once, and says nothing on its way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.errors import Unavailable
from asnkit.events import Refused, new_id
from asnkit.letterbox import Letterbox
from asnkit.mail import Letter, Post
from prometheus_client import REGISTRY

from deploy.local import ports
from deploy.local.mail import Catcher, listen

from .conftest import context
from .toy import Open

pytestmark = pytest.mark.servers

TO = "siti@contoh.id"


class Office(Catcher):
    """A mail server that says `answers[address]` to a recipient instead of taking it."""

    def __init__(self):
        super().__init__()
        self.answers = {}

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")


@pytest.fixture
def office():
    made = Office()
    made.port = ports.free()
    server = listen("127.0.0.1", made.port, made)
    yield made
    server.stop()


def compose(runtime, number, args):
    if args.get("gone"):
        return None
    return Letter(number, args["to"], "Kabar bagi Anda", "Baris pertama.\nBaris kedua: é.\n")


@pytest.fixture
def settings(settings, office):
    return replace(settings, mail_url=f"smtp://127.0.0.1:{office.port}", mail_from="Kantor <kantor@contoh.id>")


@pytest.fixture
def letterbox(runtime):
    return Letterbox(runtime, {"news": compose}, Post(runtime.settings))


def put(runtime, until=timedelta(minutes=10), **args):
    def work(tx):
        tx.decide(new_id("box"), Open("p1"))
        tx.letter("news", {"to": TO, **args}, datetime.now(UTC) + until)

    return runtime.store.run(context(), work)


def counted(outcome):
    return REGISTRY.get_sample_value("asn_letters_total", {"service": "kit", "outcome": outcome}) or 0


def test_a_letter_goes_out_once_and_is_forgotten(runtime, letterbox, office):
    put(runtime)
    assert office.letters() == [], "not inside the command"
    assert (letterbox.turn(), letterbox.turn()) == (1, 0)
    [letter] = office.letters(TO)
    assert (letter.subject, letter.text) == ("Kabar bagi Anda", "Baris pertama.\nBaris kedua: é.\n")
    assert runtime.db.letters.count_documents({}) == 0


def test_what_was_refused_is_told_to_nobody(runtime, letterbox, office):
    def work(tx):
        tx.letter("news", {"to": TO}, datetime.now(UTC) + timedelta(minutes=1))
        raise Refused("tidak", "Tidak.")

    with pytest.raises(Refused):
        runtime.store.run(context(), work)
    assert letterbox.turn() == 0


def test_a_command_that_is_repeated_writes_one_letter(runtime, letterbox, office):
    stream = new_id("box")

    def work(tx):
        tx.decide(stream, Open("p1"))
        tx.letter("news", {"to": TO}, datetime.now(UTC) + timedelta(minutes=1))

    assert [runtime.store.run(context("same"), work).repeated for _ in range(2)] == [False, True]
    letterbox.turn()
    assert len(office.letters()) == 1


def test_who_dies_after_sending_sends_the_same_letter_again(runtime, letterbox, office, monkeypatch):
    put(runtime)
    with monkeypatch.context() as dying:
        dying.setattr(letterbox, "_done", lambda *_: (_ for _ in ()).throw(Unavailable("MongoDB")))
        with pytest.raises(Unavailable):
            letterbox.turn()
    letterbox.turn()
    first, second = office.letters(TO)
    assert first.number == second.number


def test_while_the_mail_server_is_away_everything_waits(runtime, office):
    put(runtime)
    put(runtime)
    nowhere = replace(runtime.settings, mail_url=f"smtp://127.0.0.1:{ports.free()}")
    with pytest.raises(Unavailable):
        Letterbox(runtime, {"news": compose}, Post(nowhere)).turn()
    assert runtime.db.letters.count_documents({"tries": 0}) == 2


def test_after_an_hour_without_the_mail_server_each_goes_out_once_and_what_is_late_does_not(runtime, letterbox, office):
    put(runtime, until=timedelta(days=3))
    put(runtime, until=timedelta(minutes=15), to="kode@contoh.id")
    nowhere = Post(replace(runtime.settings, mail_url=f"smtp://127.0.0.1:{ports.free()}"))
    for _ in range(3):
        with pytest.raises(Unavailable):
            Letterbox(runtime, {"news": compose}, nowhere).turn()
    hour = {name: {"$subtract": [f"${name}", 3_600_000]} for name in ("due", "until")}
    runtime.db.letters.update_many({}, [{"$set": hour}])
    while letterbox.turn():
        pass
    assert (len(office.letters(TO)), len(office.letters("kode@contoh.id"))) == (1, 0)
    assert runtime.db.letters.count_documents({}) == 0


def test_one_that_is_not_taken_yet_lets_the_others_go_first(runtime, letterbox, office):
    office.answers["slow@contoh.id"] = "451 later"
    put(runtime, to="slow@contoh.id")
    put(runtime)
    letterbox.turn()
    assert len(office.letters()) == 1
    [waiting] = runtime.db.letters.find()
    assert waiting["tries"] == 1 and waiting["due"] > datetime.now(UTC) + timedelta(seconds=20)
    assert letterbox.turn() == 0


def test_one_that_is_refused_for_good_is_counted_and_forgotten_and_named_nowhere(runtime, letterbox, office, caplog):
    before = counted("refused")
    office.answers["nobody@contoh.id"] = "550 no such user nobody@contoh.id"
    put(runtime, to="nobody@contoh.id")
    put(runtime)
    letterbox.turn()
    assert len(office.letters()) == 1 and runtime.db.letters.count_documents({}) == 0
    assert counted("refused") == before + 1
    assert "refuses it with 550" in caplog.text and "nobody@" not in caplog.text


@pytest.mark.parametrize("changes", [{"until": timedelta(seconds=-1)}, {"gone": True}], ids=["late", "no reason"])
def test_a_letter_that_is_worth_nothing_any_more_is_not_sent(runtime, letterbox, office, changes):
    put(runtime, **changes)
    letterbox.turn()
    assert office.letters() == [] and runtime.db.letters.count_documents({}) == 0


def test_one_that_cannot_be_composed_holds_up_no_other(runtime, letterbox, office, caplog):
    runtime.store.run(context(), lambda tx: tx.letter("news", {}, datetime.now(UTC) + timedelta(minutes=1)))
    put(runtime)
    letterbox.turn()
    assert len(office.letters()) == 1 and runtime.db.letters.count_documents({"tries": 1}) == 1
    assert "KeyError" in caplog.text


@pytest.mark.parametrize(
    ("url", "environment", "said"),
    [
        ("", "development", "ASN_MAIL_URL is missing"),
        ("http://mail.contoh.id", "production", "is one of"),
        ("smtps://user:word@mail.contoh.id", "production", "no password"),
        ("smtp://mail.contoh.id", "production", "in the clear"),
        ("smtps://user@mail.contoh.id", "production", "mail.password cannot be read"),
    ],
)
def test_a_setting_that_does_not_do_stops_the_start(settings, url, environment, said):
    with pytest.raises(SystemExit, match=said):
        Post(replace(settings, mail_url=url, environment=environment))
