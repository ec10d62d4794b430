"""The log asks its witnesses, which run as anybody would run them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn_verify.witness import Witness, handler
from audit.log.volume import Contradiction
from audit.log.witness import Policy, Witnessing, read_policy
from audit.log.witness import Witness as Known
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import proofs
from tlog.checkpoints import cosigners
from tlog.notes import Signer

pytestmark = pytest.mark.servers


class Running:
    """A witness behind an address, or anything that answers like one."""

    def __init__(self, name, made):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), made)
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()
        self.name, self.url = name, f"http://127.0.0.1:{self.server.server_port}/"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def start(log, tmp_path):
    """A function that starts a witness for the log; it goes on with the state of its name."""
    started, signers = [], {}

    def begin(name):
        signer = signers.setdefault(name, Signer(f"{name}.example/saksi", Ed25519PrivateKey.generate()))
        (tmp_path / name).mkdir(exist_ok=True)
        witness = Witness(signer, [log.key()], tmp_path / name)
        running = Running(name, handler(witness))
        running.witness = witness
        started.append(running)
        return running

    yield begin
    for one in started:
        one.stop()


@pytest.fixture
def answering():
    """A function that starts an address which always answers the same."""
    started = []

    def begin(status, body):
        class Fixed(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        started.append(Running("fixed", Fixed))
        return started[-1].url

    yield begin
    for one in started:
        one.stop()


def policy(*witnesses, needed=1):
    return Policy(needed, tuple(Known(one.name, one.url, one.witness.key) for one in witnesses))


def test_cosignatures_are_collected_shown_and_sent(log, start):
    log.write(5)
    one, two = start("inspektorat"), start("kampus")
    step = Witnessing(log.db, log.volume, policy(one, two))
    assert step.turn() == 2
    assert log.note().count("\n— ") == 1
    log.publish()
    keys = [one.witness.key, two.witness.key]
    assert set(cosigners(log.note(), keys)) == {"inspektorat.example/saksi", "kampus.example/saksi"}
    assert [message.count("\n— ") for message in log.messages()] == [1, 3]
    assert step.turn() == 0


def test_a_receipt_carries_the_cosignatures(log, start):
    [event] = log.write(1)
    witness = start("inspektorat")
    Witnessing(log.db, log.volume, policy(witness)).turn()
    log.publish()
    proof = proofs.parse(log.public.get(f"/v1/receipts/{event}.tlog-proof").content.decode())
    proof.verify(proof.extra, log.key())
    assert list(cosigners(proof.note, [witness.witness.key])) == ["inspektorat.example/saksi"]


def test_each_checkpoint_is_proved_to_the_witness_from_what_it_saw(log, start):
    log.write(1)
    witness = start("inspektorat")
    step = Witnessing(log.db, log.volume, policy(witness))
    for _ in range(3):
        log.write(130)
        step._next.clear()
        assert step.turn() == 1
    assert witness.witness.known("id.go.tanjungbalai.asn/log").size == 391


def test_a_new_process_learns_from_the_witness_where_it_stands(log, start):
    log.write(100)
    witness = start("inspektorat")
    Witnessing(log.db, log.volume, policy(witness)).turn()
    log.write(100)
    assert Witnessing(log.db, log.volume, policy(witness)).turn() == 1
    assert witness.witness.known("id.go.tanjungbalai.asn/log").size == 200


def test_a_witness_that_is_away_delays_nothing(log, start):
    log.write(3)
    one, away = start("inspektorat"), start("kampus")
    away.stop()
    step = Witnessing(log.db, log.volume, policy(away, one))
    assert step.turn() == 1
    log.publish()
    assert len(log.db.checkpoints.find_one()["cosignatures"]) == 1


def test_a_witness_that_saw_another_history_raises_the_alarm(log, start):
    log.write(50)
    witness = start("inspektorat")
    Witnessing(log.db, log.volume, policy(witness)).turn()
    place = witness.witness._place("id.go.tanjungbalai.asn/log")
    forked = Signer.from_pem("id.go.tanjungbalai.asn/log", log.runtime.settings.secret("log.key"))
    for size in (50, 40):
        text = f"id.go.tanjungbalai.asn/log\n{size}\n{'A' * 43}=\n"
        place.write_text(forked.sign(text))
        log.write(1)
        with pytest.raises(Contradiction, match="inspektorat says that our checkpoint of"):
            Witnessing(log.db, log.volume, policy(witness)).turn()


def test_a_witness_that_saw_more_than_we_show_raises_the_alarm(log, start):
    log.write(50)
    witness = start("inspektorat")
    forked = Signer.from_pem("id.go.tanjungbalai.asn/log", log.runtime.settings.secret("log.key"))
    place = witness.witness._place("id.go.tanjungbalai.asn/log")
    place.write_text(forked.sign(f"id.go.tanjungbalai.asn/log\n60\n{'A' * 43}=\n"))
    with pytest.raises(Contradiction, match="inspektorat has seen a log of 60 entries, ours has 50"):
        Witnessing(log.db, log.volume, policy(witness)).turn()


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, ""), (200, "— x y\n"), (200, "nonsense"), (404, ""), (403, ""), (400, ""), (500, ""), (409, "x"), (302, "")],
)
def test_an_answer_that_is_no_cosignature_changes_nothing(log, answering, status, body):
    log.write(2)
    key = Signer("x.example/saksi", Ed25519PrivateKey.generate()).witness_verifier
    step = Witnessing(log.db, log.volume, Policy(1, (Known("x", answering(status, body), key),)))
    if status == 409:
        with pytest.raises(Contradiction):
            step.turn()
    else:
        assert step.turn() == 0
    assert log.db.checkpoints.find_one()["cosignatures"] == []


def test_a_cosignature_over_something_else_is_not_taken(log, answering):
    log.write(2)
    signer = Signer("x.example/saksi", Ed25519PrivateKey.generate())
    url = answering(200, signer.cosign("another\n1\nroot\n", 1))
    assert Witnessing(log.db, log.volume, Policy(1, (Known("x", url, signer.witness_verifier),))).turn() == 0
    assert log.db.checkpoints.find_one()["cosignatures"] == []


def test_the_policy_is_read_from_a_file_and_shown(log, start):
    log.write(4)
    one, two = start("inspektorat"), start("kampus")
    told = {
        "needed": 1,
        "witnesses": [{"name": w.name, "url": w.url, "key": w.witness.key} for w in (one, two)],
    }
    place = log.runtime.settings.log_dir.parent / "witnesses.json"
    place.write_text(json.dumps(told))
    object.__setattr__(log.runtime.settings, "witnesses_file", place)
    read = read_policy(log.runtime.settings)
    assert read == policy(one, two)
    state = log.public.get("/v1/log").json()
    assert (state["witnesses_needed"], state["witnessed"]) == (1, False)
    two.stop()
    Witnessing(log.db, log.volume, read).turn()
    log.publish()
    state = log.public.get("/v1/log").json()
    assert state["witnessed"]
    assert [(w["name"], w["cosigned"]) for w in state["witnesses"]] == [("inspektorat", True), ("kampus", False)]


@pytest.mark.parametrize(
    "told",
    [
        "nonsense", "{}", '{"needed": 1, "witnesses": []}', '{"needed": 0, "witnesses": [{"name": "x"}]}',
        '{"needed": 0, "witnesses": [{"name": "x", "url": "http://x", "key": "x"}]}',
        '{"needed": 0, "witnesses": [{"name": "x", "url": "ftp://x",'
        ' "key": "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"}]}',
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_meant_stops_the_start(tmp_path, told):
    class Settings:
        witnesses_file = tmp_path / "witnesses.json"

    Settings.witnesses_file.write_text(told)
    with pytest.raises(SystemExit, match="cannot be used"):
        read_policy(Settings)
