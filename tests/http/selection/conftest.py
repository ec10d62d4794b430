"""Selection on a real MongoDB, asked over HTTP; its worker's steps are driven, not awaited."""

import json
import threading
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asnkit.bulk import Batches
from asnkit.catalogue import discover
from asnkit.clock import ForwardClock
from asnkit.errors import Unavailable
from asnkit.events import NAMESPACE, format_time, new_id, uuid_of
from asnkit.settings import Settings
from asnkit.testing import Signers
from selection.app import create_app

from deploy.local.places import SERVICES
from tests.http.running import Running
from tests.kit.issuer import TestIssuer

STAFF = ["verifikator", "panitia", "ketua", "auditor", "ti", "service"]
PERIOD = "CPNS-2024"


class Registration:
    """The office's OpenID provider and registration's tie-breaks and announced lists, as selection calls them."""

    def __init__(self):
        self.known: dict[str, dict] = {}
        self.asked: list[list[str]] = []
        self.lists: dict[str, bytes] = {}
        neighbour = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                announcement = self.path.removeprefix("/v1/announcements/").removesuffix("/list")
                if announcement in neighbour.lists:
                    return self._send(neighbour.lists[announcement])
                self._answer({"token_endpoint": f"{neighbour.url}/token"})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/token":
                    neighbour.form = body.decode()
                    return self._answer({"access_token": "machine"})
                assert (self.path, self.headers["Authorization"]) == ("/v1/tiebreaks", "Bearer machine")
                persons = json.loads(body)["persons"]
                neighbour.asked.append(persons)
                items = [
                    {"person": person, **neighbour.known[person]} for person in persons if person in neighbour.known
                ]
                return self._answer({"items": items})

            def _answer(self, body):
                self._send(json.dumps(body).encode())

            def _send(self, content):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Committee(Running):
    """The service, its callers, and what registration would have told it."""

    def __init__(self, app, issuer, clock, signers, registration):
        super().__init__(app, None, issuer, clock, signers)
        self.client = app.test_client()
        self.registration = registration

    def headers(self, role, name="a", version=None, key=None):
        values = {"Idempotency-Key": key or uuid.uuid4().hex}
        if role:
            token = self.issuer.token(sub=name if role == "pelamar" else f"{role}-{name}", role=role, aud=["selection"])
            values["Authorization"] = f"Bearer {token}"
        if version is not None:
            values["If-Match"] = f'"{version}"'
        return values

    def get(self, path, role=None, name="a"):
        headers = self.headers(role, name) if role else {}
        return self.client.get(path, headers=headers)

    def post(self, path, json=None, role="panitia", name="a", version=None, key=None, **more):
        return self.client.post(path, json=json, headers=self.headers(role, name, version, key), **more)

    def upload(self, round_id, stage, text, name="a", file="nilai.csv", **more):
        query = {"round": round_id, "stage": stage, "file": file}
        content = text.encode("utf-8-sig") if isinstance(text, str) else text
        return self.post(
            "/v1/score-batches", name=name, query_string=query, data=content, content_type="text/csv", **more
        )

    def vacancy(self, quota=1, need_type="UMUM", job="Perawat Ahli Pertama"):
        stream = new_id("vacancy")
        data = {"period": PERIOD, "job_code": "JF-1", "job_name": job, "unit": "Puskesmas", "need_type": need_type}
        self.tell("vacancy.published", stream, data | {"quota": quota})
        return stream.partition("-")[2]

    def applicant(self, vacancy, participant_no, verdict="MS", stream=None, version=1):
        """Let registration say the verdict on somebody's application and announce it; its stream and the person."""
        known = self.verdict(vacancy, participant_no, verdict, stream, version)
        self.announce({participant_no: verdict})
        return known

    def verdict(self, vacancy, participant_no, verdict="MS", stream=None, version=1):
        """Let registration say the verdict on somebody's application; its stream and the person."""
        stream = stream or new_id("application")
        person = new_id("x").partition("-")[2]
        data = {"period": PERIOD, "vacancy": vacancy, "person": person, "participant_no": participant_no}
        data |= {"verdict": verdict, "reasons": [], "basis": "file_check", "other_unit": False}
        data |= {"education": {"level": "S1", "programme": "Ners"}}
        self.tell("application.verified", stream, data, version)
        return stream, person

    def announce(self, verdicts, stage="administrasi", served=None, wait=True):
        """Let registration announce a list, verdict by participant number; the worker admits who is on it.

        `served` is the list that registration then gives, where it is another; without `wait` the worker tries once.
        """
        stream, listed = new_id("announcement"), _list(verdicts)
        self.registration.lists[uuid_of(stream)] = _list(served or verdicts)
        codes = list(verdicts.values())
        data = {"period": PERIOD, "stage": stage, "list_sha256": sha256(listed).hexdigest()}
        self.tell("announcement.published", stream, data | {"counts": {code: codes.count(code) for code in codes}})
        if wait:
            self.work()
        else:
            with suppress(Unavailable):
                Batches(self.runtime).step()
        return stream

    def tell(self, fact, stream, data, version=1):
        """Let the reactions see this event of registration."""
        envelope = {
            "specversion": "1.0",
            "id": f"{stream}@{version}",
            "source": "/asn/registration",
            "type": f"{NAMESPACE}.registration.{fact}.v1",
            "subject": stream,
            "time": format_time(datetime.now(UTC)),
            "streamversion": version,
            "partitionkey": stream,
            "actor": "verifikator:v1",
            "correlationid": "c" * 32,
            "data": data,
        }
        self.deliver(json.dumps(envelope).encode())

    def work(self):
        """Let the worker finish every batch, and the views follow."""
        batches = Batches(self.runtime)
        while batches.step():
            pass
        self.deliver()

    def stage(self, round_id, stage, text, **more):
        """Upload a file without fault; how it is shown then."""
        staged = self.upload(round_id, stage, text, **more)
        assert staged.status_code == 200, staged.data
        assert staged.json["errors"] == [] and staged.json["status"] == "staged", staged.json
        return staged.json

    def approve(self, staged, role="ketua", **more):
        """Approve a staged file, as it is shown."""
        path = f"/v1/score-batches/{staged['id']}/approval"
        return self.post(path, {"staged": staged["staged"]}, role, version=staged["version"], **more)

    def score(self, round_id, stage, text):
        """Upload, approve by another person, record; the batch as it is shown then."""
        staged = self.stage(round_id, stage, text)
        approved = self.approve(staged)
        assert approved.status_code == 200, approved.data
        self.work()
        return self.get(f"/v1/score-batches/{staged['id']}", "auditor").json

    def rank(self, round_id, stage):
        """Order all rankings and compute them; the order as it is shown then."""
        ordered = self.post(f"/v1/rounds/{round_id}/rankings", {"stage": stage})
        assert ordered.status_code == 201, ordered.data
        self.work()
        return self.get(f"/v1/ranking-batches/{ordered.json['id']}", "auditor").json

    def sign(self, round_id, stage):
        """Announce what goes before, compute, propose, approve by another person; the result as it is shown then."""
        self.announce({}, "pasca_sanggah")
        ranked = self.rank(round_id, stage)
        assert (ranked["status"], ranked["refused"]) == ("closed", 0), ranked
        proposed = self.post(f"/v1/rounds/{round_id}/results/{stage}/proposal")
        assert proposed.status_code == 200, proposed.data
        pending = self.pending(round_id, stage)
        body = {"proposed": pending["proposed"]}
        approved = self.post(f"/v1/results/{pending['id']}/approval", body, "ketua", version=pending["version"])
        assert approved.status_code == 200, approved.data
        return self.pending(round_id, stage)

    def pending(self, round_id, stage):
        return self.get(f"/v1/rounds/{round_id}/results/{stage}", "ketua").json

    def publish(self, round_id, stage, title):
        """Compute, propose, approve by another person, publish; the result's path."""
        signed = self.sign(round_id, stage)
        path = f"/v1/results/{signed['id']}"
        letter = {"number": "800/1/BKPSDM", "title": title, "approved": signed["approved"]}
        published = self.post(f"{path}/publication", letter, "ketua", version=signed["version"])
        assert published.status_code == 200, published.data
        return path

    def waits(self, role="panitia", name="a"):
        """(kind, whose turn) of each thing that waits, for this one of the committee."""
        answer = self.get("/v1/waiting", role, name)
        assert answer.status_code == 200, answer.data
        return [(one["kind"], one["turn"]) for one in answer.json["items"]]

    def rows(self, path, number=0):
        """The rows of one list of a published result."""
        listed = self.get(path).json["lists"][number]
        return self.get(f"{path}/rows?list={listed['id']}").json["items"]


def _list(verdicts):
    return json.dumps(sorted(verdicts.items())).encode()


@pytest.fixture(scope="package")
def selection(servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("selection")
    signers = Signers(folder / "keys", SERVICES, Settings.contracts)
    (folder / "promise.key").write_bytes(signers.pem("selection"))
    (folder / "master.key").write_text("11" * 32)
    (folder / "hmac.key").write_text("22" * 32)
    (folder / "client.secret").write_text("secret")
    issuer, registration = TestIssuer(), Registration()
    issuers = [{"issuer": issuer.url, "jwks": issuer.url, "roles": [*STAFF, "pelamar"]}]
    (folder / "issuers.json").write_text(json.dumps(issuers))
    settings = Settings(
        service="selection",
        mongo_url=servers.mongo_url("admin"),
        kafka_bootstrap="127.0.0.1:1",
        secrets=folder,
        keys=signers.folder,
        database="selection_" + uuid.uuid4().hex[:12],
        environment="development",
        issuers_file=folder / "issuers.json",
        clock_file=folder / "clock.json",
        oidc_issuer=registration.url,
        urls={"registration": registration.url},
    )
    made = Committee(create_app(settings), issuer, ForwardClock(folder / "clock.json"), signers, registration)
    made.runtime.prepare()
    yield made
    issuer.close()
    registration.close()
    for suffix in ("", "_keys", "_views"):
        made.runtime.client.drop_database(settings.database + suffix)
    made.runtime.close()


@pytest.fixture
def empty(selection):
    """A function that empties the databases, which is faster than making others."""

    def everything():
        for database in (selection.runtime.db, selection.runtime.rows):
            for name in database.list_collection_names():
                if name != "views":
                    database[name].delete_many({})
        selection.registration.known, selection.registration.asked = {}, []

    return everything


@pytest.fixture
def committee(selection, empty):
    """The service with empty databases."""
    empty()
    return selection


@pytest.fixture
def opened(committee):
    """A round whose rules two people have locked."""
    return open_round(committee)


def open_round(committee):
    body = {"period": PERIOD, "name": "Seleksi CPNS 2024", "procurement_type": "PNS", "mode": "nasional"}
    round_id = committee.post("/v1/rounds", body).json["id"]
    path = f"/v1/rounds/{round_id}/rules"
    proposed = committee.post(path, {"rule_set": "KEPMEN321-2024"}, version=1)
    assert proposed.status_code == 200, proposed.data
    assert committee.waits()[-1:] == [("rules", "other")] and committee.waits("ketua")[-1:] == [("rules", "second")]
    read = committee.get(path).json
    locked = committee.post(f"{path}/lock", {"proposed": read["proposed"]}, "ketua", version=2)
    assert locked.status_code == 200, locked.data
    return round_id


def decided_again(store):
    """Every decision of weight, by the states that its event names as its basis and the same rule; which there were."""
    rules, decided = discover(["selection"]), set()
    for stream in store.db.commits.distinct("stream"):
        for event in store.events(stream):
            states = {name: rules.state(store.events(name)[:n]) for name, n in event.basis_versions.items()}
            before = rules.state(store.events(stream)[: event.streamversion - 1])
            differences = rules.decide_again(event, before, states)
            if differences is not None:
                assert differences == [], event.id
                decided.add(event.fact)
    return decided


def problem(response, status, rule, field=None):
    """The response is this problem, told in Indonesian."""
    assert response.status_code == status, response.data
    assert response.content_type == "application/problem+json"
    assert (response.json["rule"], response.json.get("field")) == (rule, field), response.json
    assert response.json["detail"].endswith(".")
    return response.json
