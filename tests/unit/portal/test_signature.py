"""A certificate is signed by what the city chose; a signer that hangs, lies or is away signs nothing, and the paper
says so."""

import base64
import io
import json
import re
import subprocess
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from asn_verify.paper import proof_in
from portal.signature import bsre
from portal.signature.bsre import Bsre
from portal.signature.development import DevelopmentKey
from portal.signature.port import RANGE, Unsigned, signed, signer_of

from deploy.local import secrets

from .conftest import Runtime
from .reading import text_of
from .test_certificate import made  # noqa: F401
from .test_pasted import proved

TOLD = {"user": "kota", "password": "rahasia-satu", "nik": "1234567890123456", "passphrase": "rahasia-dua"}


@pytest.fixture(scope="module")
def key():
    return DevelopmentKey(secrets.certificate_signer().encode())


@pytest.fixture
def service(key, monkeypatch):
    """BSrE as it is publicly known; `service.answer(body)` is what it says, by default the signed paper."""
    monkeypatch.setattr(bsre, "ANSWER_SECONDS", 0.5)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.seen.append((self.path, self.headers["Authorization"], body))
            server.answer(self, body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.seen = []
    server.answer = lambda handler, body: say(handler, {"file": [sign(key, body)]})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.signer = Bsre(f"http://127.0.0.1:{server.server_address[1]}", *TOLD.values())
    yield server
    server.shutdown()
    server.server_close()


def sign(key, body):
    return base64.b64encode(key.sign(base64.b64decode(body["file"][0]))).decode()


def say(handler, body, status=200):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def test_the_developments_signature_holds_and_a_changed_letter_breaks_it(made, key, tmp_path):  # noqa: F811
    paper = made(proved(7, 3), signer=key)
    assert f"Ditandatangani secara elektronik: {key.name}" in text_of(paper).replace("\n", " ")
    first, second, rest = map(int, RANGE.findall(paper)[-1])
    der = bytes.fromhex(paper[first + 1 : second - 1].decode().rstrip("0").ljust(2, "0") + "00" * 8)
    (tmp_path / "signature").write_bytes(der)

    def holds(content):
        (tmp_path / "content").write_bytes(content[:first] + content[second : second + rest])
        asked = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-noverify", "-out", "/dev/null"]
        asked += ["-in", str(tmp_path / "signature"), "-content", str(tmp_path / "content")]
        return subprocess.run(asked, capture_output=True, timeout=30).returncode == 0

    assert holds(paper)
    assert not holds(paper.replace(b"/Title", b"/Titel", 1))


def test_a_signed_paper_is_read_by_every_program_and_still_carries_its_receipt(made, key):  # noqa: F811
    paper = made(proved(7, 3), signer=key)
    with pikepdf.open(io.BytesIO(paper)) as opened:
        assert opened.Root.AcroForm.Fields[0].V.Type == "/Sig" and not opened.check_pdf_syntax()
        assert "bukti.tlog-proof" in opened.attachments
    assert proof_in(paper, "sertifikat.pdf") == proved(7, 3)


def test_without_a_signer_the_paper_says_that_it_is_not_signed(made):  # noqa: F811
    assert "Tanpa tanda tangan elektronik." in text_of(made()) and b"/ByteRange" not in made()


def test_bsre_is_asked_as_it_is_publicly_known(made, service):  # noqa: F811
    paper = made(signer=service.signer)
    assert "BSrE" in text_of(paper) and RANGE.findall(paper)
    [(path, login, body)] = service.seen
    assert (path, login) == ("/api/v2/sign/pdf", "Basic " + base64.b64encode(b"kota:rahasia-satu").decode())
    assert (body["nik"], body["passphrase"]) == (TOLD["nik"], TOLD["passphrase"])
    assert body["signatureProperties"][0]["tampilan"] == "INVISIBLE"
    assert paper.startswith(base64.b64decode(body["file"][0]))


def hang(handler, body):
    time.sleep(1)


def drip(handler, body):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def flood(handler, body):
    say(handler, b" " * (bsre.LARGEST_ANSWER + 1))


def refuse(handler, body):
    say(handler, {"status_code": 2031, "error": f"Passphrase {TOLD['passphrase']} salah"}, 400)


def redirect(handler, body):
    handler.send_response(307)
    handler.send_header("Location", "http://127.0.0.1:9/")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def leave(handler, body):
    handler.connection.close()


def answers(change):
    def answer(handler, body):
        paper = base64.b64decode(body["file"][0])
        say(handler, {"file": [base64.b64encode(change(paper)).decode()]})

    return answer


LIES = {
    "unsigned": answers(lambda paper: paper),
    "another": answers(lambda paper: paper.replace(b"/Title", b"/Titel", 1) + b"/ByteRange [0 1 2 3]"),
    "a part": answers(lambda paper: paper + b"\n/ByteRange [0 10 20 30]"),
    "no paper": lambda handler, body: say(handler, {"file": []}),
    "no base64": lambda handler, body: say(handler, {"file": ["%%%"]}),
    "no json": lambda handler, body: say(handler, b"<html>"),
    "hangs": hang, "drips": drip, "floods": flood, "refuses": refuse, "redirects": redirect, "leaves": leave,
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_whatever_else_comes_back_signs_nothing_and_tells_no_secret(made, service, caplog, lie):  # noqa: F811
    service.answer = LIES[lie]
    begun = time.monotonic()
    with pytest.raises(Unsigned) as why:
        signed(service.signer, made())
    assert time.monotonic() - begun < 4
    text = text_of(made(signer=service.signer)).replace("\n", " ")
    assert "Layanan tanda tangan elektronik tidak menjawab" in text and "Ditandatangani" not in text
    told = str(why.value) + caplog.text
    assert not any(secret in told for secret in TOLD.values() if secret != "kota")


def test_what_signs_is_chosen_by_a_word_and_nothing_else_starts(tmp_path):
    development = replace(Runtime.settings, environment="development", secrets=tmp_path)
    assert signer_of(development) is None and signer_of(replace(development, certificate_signer="none")) is None
    (tmp_path / "certificate-signer.pem").write_text(secrets.certificate_signer())
    chosen = replace(development, certificate_signer="development")
    assert isinstance(signer_of(chosen), DevelopmentKey)
    with pytest.raises(SystemExit):
        signer_of(replace(chosen, environment="production"))
    with pytest.raises(SystemExit):
        signer_of(replace(development, certificate_signer="bsrE"))
    for name in Bsre.SECRETS:
        (tmp_path / name).write_text("x\n")
    with pytest.raises(SystemExit, match="https"):
        signer_of(replace(development, certificate_signer="bsre", bsre_url="http://esign.example"))
    assert re.match("BSrE", signer_of(replace(development, certificate_signer="bsre", bsre_url="https://e.id")).name)
