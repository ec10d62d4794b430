"""The log as files over HTTP, and the receipt of one event."""

import hashlib
import json

import pytest
import requests
from asn_verify.main import main as asn_verify
from tlog import proofs
from tlog.commits import Path, verify
from tlog.tiles import decode_bundle
from tlog.tree import ProofRefused, Tree, leaf_hash, root

from tests.http.running import problem

pytestmark = pytest.mark.servers

IMMUTABLE = "public, max-age=31536000, immutable"


def fetch(log, path, **headers):
    return requests.get(f"{log.url}/log/{path}", headers={"Accept-Encoding": "identity"} | headers, timeout=10)


def test_tiles_are_bytes_that_may_be_kept_for_ever(shared):
    answer = fetch(shared, "tile/0/000")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Cache-Control"] == IMMUTABLE
    assert len(answer.content) == 8192


def test_the_checkpoint_is_text_that_may_not_be_kept(shared):
    answer = fetch(shared, "checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert shared.checkpoint().size == 300


def test_what_is_served_is_the_whole_tree(shared):
    def read(level, index, width):
        partial = "" if width == 256 else f".p/{width}"
        return fetch(shared, f"tile/{level}/{index:03d}{partial}").content

    shown = shared.checkpoint()
    assert Tree(read, 300).root_at(300) == shown.root
    entries = decode_bundle(fetch(shared, "tile/entries/000").content)
    entries += decode_bundle(fetch(shared, "tile/entries/001.p/44").content)
    assert root([leaf_hash(entry) for entry in entries]) == shown.root


def test_entries_are_hashes_which_nothing_makes_smaller(shared):
    asked = requests.get(f"{shared.url}/log/tile/entries/000", headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert "Content-Encoding" not in asked.headers
    assert len(asked.content) == 256 * (2 + 32)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0", "tile/0/..%2f000", "tile/0/000.p/256", "tile/x/000", "tile/entries/000/", "tile/0/x000/000",
        "tile/%2e%2e/%2e%2e/checkpoint", "tile/64/000",
    ],
)  # fmt: skip
def test_an_address_that_no_log_has_is_refused(shared, path):
    problem(fetch(shared, path), 404, "alamat-ubin")


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/002", "tile/1/000", "tile/2/000.p/1", "tile/entries/005"])
def test_what_the_log_has_not_reached_is_not_there(shared, path):
    problem(fetch(shared, path), 404, "ubin-tidak-ada")


def test_between_integrating_and_publishing_every_proof_can_still_be_made(log, tmp_path):
    [sha256, *_] = log.write(250)
    log.sequence(10)
    log.integrate()  # the partial tiles of 250 have gone, the checkpoint of 250 is still shown
    assert log.checkpoint().size == 250
    problem(fetch(log, "tile/0/000.p/250"), 404, "ubin-penuh")
    proof = proofs.parse(log.public.get(f"/v1/receipts/{sha256}.tlog-proof").content.decode())
    assert proof.verify(proof.extra, log.key()).size == 250
    assert asn_verify(["check", f"{log.url}/log/", "--key", log.key()]) == 0
    log.publish()
    assert asn_verify(["check", f"{log.url}/log/", "--key", log.key()]) == 0


def test_a_file_that_must_be_there_and_is_not_is_our_fault(log):
    log.write(300)
    (log.volume.folder / "tile/0/000").unlink()
    (log.volume.folder / "tile/entries/000").unlink()
    problem(fetch(log, "tile/0/000"), 500, "ubin-rusak")
    problem(fetch(log, "tile/entries/000"), 500, "ubin-rusak")
    sha256 = log.db.entries.find_one({"_id": 3})["leaf"].hex()
    problem(log.public.get(f"/v1/receipts/{sha256}.tlog-proof"), 500, "ubin-rusak")


def test_an_empty_log_says_so(log):
    problem(fetch(log, "checkpoint"), 404, "log-kosong")
    problem(fetch(log, "vkey"), 404, "log-kosong")
    problem(log.public.get("/v1/log"), 404, "log-kosong")


def test_the_events_are_for_the_auditor_alone(shared):
    auditor = shared.staff("auditor")
    answer = auditor.get("/log/archive/000")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert [hashlib.sha256(line).hexdigest() for line in answer.content.splitlines()] == [
        hashlib.sha256(entry["bytes"]).hexdigest() for entry in shared.db.entries.find().sort("_id").limit(256)
    ]
    assert len(auditor.get("/log/archive/001.p/44").content.splitlines()) == 44
    note, path = json.loads(auditor.get("/log/signatures/001.p/44").content.splitlines()[43])
    leaf = shared.db.entries.find_one({"_id": 299})["leaf"]
    assert (
        verify(note, (shared.signers.folder / "feedback.key").read_text().strip(), Path.parse(path), leaf)
        == "2026-08-01T02:00:00.000Z"
    )
    assert fetch(shared, "signatures/000").status_code == 401
    assert shared.staff("ketua").get("/log/signatures/000").status_code == 403
    assert fetch(shared, "archive/000").status_code == 401
    assert shared.staff("ketua").get("/log/archive/000").status_code == 403
    assert shared.as_("mirror", "service", "audit:archive").get("/log/archive/000").status_code == 200
    problem(shared.as_("other", "service", "x").get("/log/archive/000"), 403, "peran")
    problem(auditor.get("/log/archive/0"), 404, "alamat-ubin")


def test_the_receipt_leads_to_the_proof_and_the_proof_to_the_signed_root(shared):
    for number in (0, 2, 255, 256, 299):
        sha256 = shared.db.entries.find_one({"_id": number})["leaf"].hex()
        receipt = shared.public.get(f"/v1/receipts/{sha256}").json()
        assert (receipt["index"], receipt["size"]) == (number, 300)
        answer = shared.public.get(receipt["proof"])
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="entri-{number}.tlog-proof"'
        proof = proofs.parse(answer.content.decode())
        assert proof.verify(proof.extra, shared.key()).size == 300
        assert proof.extra.hex() == receipt["sha256"] == sha256
        with pytest.raises(ProofRefused):
            proof.verify(proof.extra[::-1], shared.key())


def test_a_receipt_tells_nothing_of_the_event_but_its_place(shared):
    """Whoever has the hash has the promise or the event; whoever has neither cannot ask."""
    entry = shared.db.entries.find_one({"_id": 7})
    answer = shared.public.get(f"/v1/receipts/{entry['leaf'].hex()}")
    assert set(answer.json()) == {"index", "sha256", "size", "proof"}
    for asked in (entry["id"], entry["subject"], entry["leaf"].hex().upper()):
        problem(shared.public.get(f"/v1/receipts/{asked}"), 404, "bukti-belum-ada", "sha256")


def test_until_a_checkpoint_covers_it_there_is_no_proof(log):
    [sha256] = log.sequence(1)
    receipt = log.public.get(f"/v1/receipts/{sha256}").json()
    assert (receipt["index"], receipt["size"], receipt["proof"]) == (0, None, None)
    body = problem(log.public.get(f"/v1/receipts/{sha256}.tlog-proof"), 404, "bukti-belum-lengkap", "sha256")
    assert "entri 0" in body["detail"]
    log.integrate()
    assert log.public.get(f"/v1/receipts/{sha256}").json()["proof"] is None
    log.publish()
    assert log.public.get(f"/v1/receipts/{sha256}.tlog-proof").status_code == 200


@pytest.mark.parametrize("asked", ["survey-x@1", "0" * 64, "0" * 63, "٣" * 64, "@"])
def test_an_event_that_is_not_recorded_has_no_receipt(shared, asked):
    problem(shared.public.get(f"/v1/receipts/{asked}"), 404, "bukti-belum-ada", "sha256")
    problem(shared.public.get(f"/v1/receipts/{asked}.tlog-proof"), 404, "bukti-belum-ada", "sha256")


def test_the_state_of_the_log_is_public(shared):
    state = shared.public.get("/v1/log").json()
    shown = shared.checkpoint()
    assert (state["origin"], state["size"], state["root"]) == (shown.origin, 300, shown.root.hex())
    assert state["key"] == shared.key()
    assert (state["witnesses_needed"], state["witnessed"], state["witnesses"]) == (0, True, [])
