"""`asn-verify check --keys --contracts`: who signed every event, and whether two people did where it takes two."""

import hashlib
import json
import zipfile

import pytest
from asn_verify.main import main
from asnkit.settings import Settings
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.commits import origin
from tlog.notes import Signer

from tests.unit.audit.given import envelope

from .logs import Log

ROUND = "round-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
SERVICES = ("selection", "training")
SIGNERS = {name: Signer(origin(name), Ed25519PrivateKey.generate()) for name in SERVICES}
PROPOSED = envelope("selection.rules.proposed", {}, "2025-06-20T02:00:00.000Z", stream=ROUND, actor="panitia:a")


def raw(event):
    return json.dumps(event, separators=(",", ":")).encode()


def locked(actor="ketua:b", first=PROPOSED, **named):
    """A second signature; `named` replaces what it says of the first."""
    named = {"event": first["id"], "sha256": hashlib.sha256(raw(first)).hexdigest()} | named
    data = {"proposed": named}
    return envelope("selection.rules.locked", data, "2025-06-21T02:00:00.000Z", stream=ROUND, version=2, actor=actor)


def own(event):
    return SIGNERS[json.loads(event)["source"].removeprefix("/asn/")]


@pytest.fixture
def check(tmp_path):
    """A function that checks a mirror of these events, signed by `signer_of`; the exit code."""
    (tmp_path / "keys").mkdir()
    for name, signer in SIGNERS.items():
        (tmp_path / "keys" / f"{name}.key").write_text(signer.verifier + "\n")
    told = ["--keys", str(tmp_path / "keys"), "--contracts", str(Settings.contracts)]

    def run(*events, signer_of=own):
        log = Log(tmp_path / "mirror").keep([raw(event) for event in events], signer_of)
        run.log = log
        return main(["check", str(log.folder), "--key", log.key, *told])

    run.told = told
    return run


def test_a_log_that_its_owners_and_two_people_signed_is_right(check, capsys):
    assert check(PROPOSED, locked()) == 0
    assert "All 2 events are signed by the services that own them, and by two people" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (locked(actor="panitia:a"), "both signatures are of the same person"),
        (locked(actor="ketua:a"), "both signatures are of the same person"),
        (locked(actor="verifikator:b"), "a signer has no role that may sign"),
        (locked(sha256="0" * 64), "has another hash"),
        (locked(event=f"{ROUND}@7"), "the event that it names as the first signature is not in the log"),
        (locked() | {"data": {}}, "does not name the first one's event"),
    ],
)
def test_a_second_signature_that_is_none_is_named(check, capsys, second, says):
    assert check(PROPOSED, second) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].startswith(f"{ROUND}@2: ") and says in captured.out
    assert "1 events are not signed as they must be" in captured.err


@pytest.mark.parametrize(
    ("officer", "head", "code"),
    [("diklat:a", "pimpinan:b", 0), ("diklat:a", "diklat:b", 1), ("pimpinan:a", "pimpinan:b", 1)],
)
def test_where_the_contract_tells_them_apart_the_first_signer_has_one_role_and_the_second_another(
    check, officer, head, code
):
    stream, moment = "plan-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "2025-06-20T02:00:00.000Z"
    first = envelope("training.plan.proposed", {}, moment, stream=stream, actor=officer)
    named = {"event": first["id"], "sha256": hashlib.sha256(raw(first)).hexdigest()}
    told = {"proposed": named}
    signed = envelope("training.plan.approved", told, moment, stream=stream, version=2, actor=head)
    assert check(first, signed) == code


def test_the_proof_that_two_signed_does_not_depend_on_their_order_in_the_log(check):
    assert check(locked(), PROPOSED) == 0


def test_an_event_that_another_service_signed_is_named(check, capsys):
    assert check(PROPOSED, signer_of=lambda _: SIGNERS["training"]) == 1
    assert f"{ROUND}@1: it is not signed by the service that owns its stream." in capsys.readouterr().out


def test_a_foreign_stream_is_named_although_its_recorder_signed_it(check, capsys):
    foreign = PROPOSED | {"source": "/asn/training", "type": PROPOSED["type"].replace("selection", "training")}
    assert check(foreign) == 1
    assert f"{ROUND}@1: it is recorded by a service that does not own its stream." in capsys.readouterr().out


def test_a_signature_that_was_taken_from_another_event_does_not_hold(check, capsys):
    assert check(PROPOSED, locked()) == 0
    place = check.log.folder / "signatures" / "000.p" / "2"
    first, second = place.read_bytes().splitlines()
    place.write_bytes(second + b"\n" + first + b"\n")
    assert main(["check", str(check.log.folder), "--key", check.log.key, *check.told]) == 1
    assert capsys.readouterr().out.count("it is not signed by the service that owns its stream") == 2


def test_keys_need_contracts_and_the_key_that_is_asked_for(check, tmp_path, capsys):
    assert check(PROPOSED) == 0
    assert main(["check", str(check.log.folder), "--key", check.log.key, *check.told[:2]]) == 2
    (tmp_path / "keys" / "selection.key").unlink()
    assert main(["check", str(check.log.folder), "--key", check.log.key, *check.told]) == 2


def test_a_package_shows_who_signed_what_is_in_it(check, tmp_path, capsys):
    check(PROPOSED, locked())
    out, bad = str(tmp_path / "p.zip"), str(tmp_path / "bad.zip")
    made = ["package", str(check.log.folder), out, "--stream", ROUND, "--reason", "Aduan", "--variant", "whole"]
    assert main(made) == 0
    with zipfile.ZipFile(out) as package:
        (tmp_path / "promise").write_bytes(package.read("signatures/1"))
        (tmp_path / "proof").write_bytes(package.read("proofs/1.tlog-proof"))
    promised = ["--promise", str(tmp_path / "promise"), "--promise-key", SIGNERS["selection"].verifier]
    assert main(["receipt", str(tmp_path / "proof"), "--key", check.log.key, *promised]) == 0
    capsys.readouterr()
    assert main(["package", out, "--check", "--key", check.log.key, *check.told]) == 0
    assert "Those 2 are signed by the services that own them." in capsys.readouterr().out
    check(PROPOSED, locked(), signer_of=lambda _: SIGNERS["training"])
    main([*made[:2], bad, *made[3:]])
    assert main(["package", bad, "--check", "--key", check.log.key, *check.told]) == 1
