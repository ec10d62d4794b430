"""The log of a running system: the promise of an answer becomes a proof, checked by who knows only address and keys."""

import base64
import subprocess
import sys
import time
import uuid

import pytest
import requests
from tlog.checkpoints import cosigners
from tlog.proofs import parse

from demo.callers import Services
from tests.invariants import check_log, settled

pytestmark = [pytest.mark.servers, pytest.mark.slow]

MINUTE_SECONDS = 60


def command(system, login):
    """A survey is opened; the whole answer."""
    token = Services(system.endpoints).token(login, "feedback")
    answer = requests.post(
        f"{system.endpoints['services']['feedback']['api']}/v1/surveys",
        json={"unit": "BKPSDM", "service": "Pendaftaran", "title": "Log", "minimum": 30},
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex},
        timeout=20,
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def waited(question, seconds=MINUTE_SECONDS):
    """The first answer that is something, and after how many seconds."""
    began = time.monotonic()
    while not (found := question()):
        assert time.monotonic() - began < seconds, "a minute has passed"
        time.sleep(0.1)
    return found, time.monotonic() - began


def asn_verify(*words):
    done = subprocess.run(
        [sys.executable, "-m", "asn_verify.main", *words], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_promise_becomes_a_proof_that_strangers_check(system, tmp_path, record_property):
    audit = system.endpoints["services"]["audit"]["api"]
    answer = command(system, "aduan")
    [line] = answer["promise"].partition("\n\n")[0].splitlines()[1:]
    sha256 = base64.b64decode(line.split(" ")[1]).hex()

    def proved():
        found = requests.get(f"{audit}/v1/receipts/{sha256}.tlog-proof", timeout=10)
        return found.status_code == 200 and found.content.decode()

    def cosigned():
        return cosigners(parse(proved()).note, [witness["key"]]) and proved()

    waited(proved)
    [witness] = requests.get(f"{audit}/v1/log", timeout=10).json()["witnesses"]
    proof, seconds = waited(cosigned)
    (tmp_path / "one.tlog-proof").write_bytes(proof.encode())
    (tmp_path / "promise").write_text(answer["promise"])
    key = system.endpoints["log"]["key"]
    promise_key = requests.get(f"{system.endpoints['services']['feedback']['api']}/.well-known/promise-key", timeout=10)
    says = asn_verify(
        "receipt", str(tmp_path / "one.tlog-proof"), "--key", key, "--promise", str(tmp_path / "promise"),
        "--promise-key", promise_key.text.strip(), "--witness", witness["key"], "--needed", "1",
    )  # fmt: skip
    assert "It is what was promised at " in says
    record_property("figures", f"proof with cosignature after {seconds:.1f} s")


def test_the_whole_log_is_right_and_can_be_mirrored(system, played, tmp_path):
    url, key = system.endpoints["log"]["url"], system.endpoints["log"]["key"]
    assert "every tile are right" in asn_verify("check", url, "--key", key)
    assert "all checked up to the signed root" in asn_verify("fetch", url, str(tmp_path / "mirror"), "--key", key)
    assert "every tile are right" in asn_verify("check", str(tmp_path / "mirror"), "--key", key)


def test_the_invariants_hold_for_the_log(system, played):
    url, key = system.endpoints["log"]["url"], system.endpoints["log"]["key"]
    audit = system.endpoints["services"]["audit"]["api"]
    report = settled(lambda: check_log(url, key, audit))
    assert report.violations == []
    assert report.line().startswith(f"log files: {report.size} entries under a signed root, 1 of 1 witnesses, 1 needed")
    other = "id.go.tanjungbalai.asn/log+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    assert check_log(url, other, audit).violations
    assert check_log(url.replace("/log/", "/nothing/"), key, audit).violations
