"""The development mail server: what was handed in stands on its page, by address too, and it runs nowhere else."""

import smtplib
from email.message import EmailMessage

import pytest
from axe_playwright_python.sync_playwright import Axe

from deploy.local import ports
from deploy.local.mail import Catcher, create_app, listen
from tests.serving import Served


@pytest.fixture
def catcher():
    made = Catcher()
    made.port = ports.free()
    server = listen("127.0.0.1", made.port, made)
    yield made
    server.stop()


@pytest.fixture
def app(catcher, monkeypatch):
    monkeypatch.setenv("ASN_ENV", "development")
    return create_app(catcher)


def hand_in(catcher, to, text="Kode Anda: 123456"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kantor@contoh.id", to, "Kode untuk <Anda>"
    message.set_content(text)
    with smtplib.SMTP("127.0.0.1", catcher.port) as server:
        server.send_message(message)


def test_the_newest_letter_comes_first_and_each_address_has_its_own(catcher, app):
    hand_in(catcher, "a@contoh.id", "pertama")
    hand_in(catcher, "b@contoh.id", "kedua")
    client = app.test_client()
    everything = client.get("/messages").json["items"]
    assert [one["to"] for one in everything] == ["b@contoh.id", "a@contoh.id"]
    [mine] = client.get("/messages", query_string={"to": "A@contoh.id"}).json["items"]
    assert (mine["subject"], mine["text"]) == ("Kode untuk <Anda>", "pertama\n")
    page = client.get("/", query_string={"to": "b@contoh.id"}).text
    assert "kedua" in page and "pertama" not in page and "Kode untuk &lt;Anda&gt;" in page


def test_it_refuses_to_run_where_letters_have_to_arrive(catcher, monkeypatch):
    monkeypatch.setenv("ASN_ENV", "production")
    with pytest.raises(SystemExit, match="use the office's own"):
        create_app(catcher)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_its_page(chromium, catcher, app, width):
    hand_in(catcher, "a@contoh.id", "x" * 300)
    port = ports.free()
    served = Served(app, port)
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"http://127.0.0.1:{port}/")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    served.stop()
