"""Cek bukti takes a receipt pasted or as a file; only a false signature or hash says it was changed."""

import io
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from asnkit.settings import Settings
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import request
from portal.app import create_app
from portal.applicant import receipt
from portal.client import Problem
from portal.public import inclusion, proof
from portal.signin.access import SignInNeeded
from tlog.notes import Signer

from tests.papers import jpeg, pdf

from .test_pasted import LOG, SERVICE, WITNESS, promised, proved

ANOTHER = Ed25519PrivateKey.generate()
ACCUSES = ("sudah diubah", "berkasnya diubah")
GENUINE = ("Tercatat", "Belum tercatat")


class Services:
    """Registration with its key, and a log that has nothing yet; `keys` are those that they show."""

    keys = {"registration": SERVICE.verifier, "log": LOG.verifier}

    def __call__(self, name):
        return self

    def text(self, path):
        return self.keys["registration"] + "\n"

    def get(self, path):
        if path == "/v1/log":
            witnesses = [{"signs_as": WITNESS.name, "name": "A", "key": WITNESS.witness_verifier}]
            return {"key": self.keys["log"], "witnesses": witnesses, "witnesses_needed": 1}
        raise Problem(404, "tidak-ada", [("", "")])


@pytest.fixture
def services(monkeypatch):
    made = Services()
    for module in (proof, inclusion):
        monkeypatch.setattr(module, "api", made)
    return made


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("secrets")
    for name in ("session.key", "client.secret"):
        (folder / name).write_bytes(bytes(32))
    made = create_app(
        Settings(
            service="portal", mongo_url="", kafka_bootstrap="", environment="development", secrets=folder,
            urls={"portal": "https://asn.example"},
        )
    )  # fmt: skip
    yield made
    made.extensions["asn"].close()


@pytest.fixture
def page(portal, services):
    """A visitor without cookies."""
    return portal.test_client(use_cookies=False)


def paste(page, text):
    return page.get("/bukti", query_string={"bukti": text}).get_data(as_text=True)


def send(page, content, name="tanda-terima.pdf"):
    return page.post("/bukti", data={"berkas": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def paper(portal, promise=None, proof=None):
    one = {"participant_no": "240012345678", "submitted_at": "2026-08-17T02:05:00Z", "job_name": "Ahli", "unit": "Unit"}
    sent = {"event": "application-1@5", "sha256": "ab" * 32, "promise": promise}
    with portal.test_request_context():
        return receipt.pdf(one, {"name": "CPNS"}, sent, proof)


def test_a_receipt_as_our_pdf_is_checked_as_the_pasted_text_is(portal, page):
    answer = send(page, paper(portal, promised(2), proved(7, 3)))
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query)["bukti"] == [promised(2).strip()]
    shown = page.get(answer.location).get_data(as_text=True)
    assert shown == paste(page, promised(2).strip())
    assert any(word in shown for word in GENUINE) and not any(word in shown for word in ACCUSES)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("text", [promised(1), proved(7, 3)], ids=["promise", "proof"])
def test_a_receipt_as_text_is_taken_as_a_file_too(page, text, mark):
    answer = send(page, mark + text.replace("\n", "\r\n").encode(), "tanda-terima.txt")
    shown = page.get(answer.location).get_data(as_text=True)
    assert any(word in shown for word in GENUINE) and not any(word in shown for word in ACCUSES)


def test_what_was_changed_is_told_however_it_comes(portal, page):
    false = promised(2).replace("2026", "2025")
    for shown in (paste(page, false), page.get(send(page, paper(portal, false)).location).get_data(as_text=True)):
        assert "tanda terima ini sudah diubah" in shown
    assert "Bukti ini tidak benar" in paste(page, proved(7, 3).replace("index 3", "index 4"))


def test_a_key_that_is_not_ours_any_more_accuses_nobody(page, services):
    services.keys = {
        "registration": Signer(SERVICE.name, ANOTHER).verifier,
        "log": Signer(LOG.name, ANOTHER).verifier,
    }
    for text in (promised(2), proved(7, 3)):
        shown = paste(page, text)
        assert "tidak bertanda tangan kunci yang kami pakai" in shown
        assert not any(word in shown for word in ACCUSES)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Pilih berkas lebih dahulu."),
        (pdf(), "tidak terlampir tanda terima kami"),
        (b"%PDF-1.7\n%%EOF", "Berkas ini tidak dapat dibaca."),
        (jpeg(), "Ini bukan PDF dan bukan teks."),
        (bytes(2_000_001), "lebih besar dari tanda terima mana pun"),
    ],
)
def test_a_file_that_is_no_receipt_is_told_what_it_is_not(page, content, sentence):
    answer = send(page, content)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422 and sentence in shown and 'href="#berkas"' in shown
    assert not any(word in shown for word in ACCUSES) and "<title>Galat: " in shown


def test_an_empty_field_is_told_and_a_visitor_gets_no_cookie(page):
    assert "Tempel tanda terima, bukti, atau sidik jari lebih dahulu." in paste(page, "  ")
    for answer in (page.get("/bukti"), send(page, pdf())):
        assert "Set-Cookie" not in answer.headers


def test_a_photo_may_be_larger_than_what_other_pages_take(portal):
    rooms = {}
    for address in ("/saya/berkas/unggah/photo", "/bukti", "/masuk"):
        with portal.test_request_context(address):
            with suppress(SignInNeeded):
                portal.preprocess_request()
            rooms[request.endpoint] = request.max_content_length
    assert rooms == {"documents.upload": 12_000_000, "proof.show": 6_000_000, "signin.applicant": 6_000_000}
