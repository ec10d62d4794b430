"""Registration on real servers, asked over HTTP; its worker's steps are driven, not awaited."""

import io
import json
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import requests
from asnkit.bus import Record, partition_of
from asnkit.clock import ForwardClock
from asnkit.settings import Settings
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image
from registration.app import create_app
from werkzeug.serving import make_server

from deploy.local import ports
from tests.kit.issuer import TestIssuer

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PASSWORD = "sandi-yang-panjang"
STAFF = ["verifikator", "panitia", "ketua", "auditor", "diklat", "service"]


def jpeg(width=600, height=800, quality=80):
    written = io.BytesIO()
    Image.new("RGB", (width, height), (180, 20, 20)).save(written, "JPEG", quality=quality)
    return written.getvalue()


class Someone:
    """A caller with a token; every command gets a fresh key unless one is given."""

    def __init__(self, city, token=None):
        self.city = city
        self.token = token

    def get(self, path, **more):
        return requests.get(self.city.url + path, headers=self._headers(), timeout=10, **more)

    def post(self, path, json=None, version=None, key=None, **more):
        headers = self._headers() | {"Idempotency-Key": key or uuid.uuid4().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return requests.post(self.city.url + path, json=json, headers=headers, timeout=10, **more)

    def _headers(self):
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


class City:
    def __init__(self, app, url, issuer, clock):
        self.app, self.url, self.issuer, self.clock = app, url, issuer, clock
        self.runtime = app.extensions["asn"]
        self.public = Someone(self)
        self._people = 0

    def staff(self, role, name="a", scope=""):
        token = self.issuer.token(sub=f"{role}-{name}", role=role, aud=["registration"], scope=scope)
        return Someone(self, token)

    def account(self, **changes):
        self._people += 1
        number = self._people
        body = {
            "nik": f"127401180895{number:04d}",
            "family_card_no": f"12740101010100{number:02d}",
            "name": "Budi Santoso Rahayu",
            "birth_date": "1995-08-18",
            "sex": "M",
            "email": f"pelamar{number}@contoh.id",
            "phone": "081234567890",
            "password": PASSWORD,
            "consent": {"notice": "2024-1", "purposes": ["selection", "announcement"]},
        }
        return body | changes

    def applicant(self, **changes):
        body = self.account(**changes)
        created = self.public.post("/v1/accounts", body)
        assert created.status_code == 201, created.text
        tokens = self.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD}).json()
        someone = Someone(self, tokens["access_token"])
        someone.id = created.json()["id"]
        return someone

    def deliver(self, *foreign):
        """Let the views see every commit so far, and these (topic, stream, bytes) of others."""
        runtime = self.runtime
        commits = runtime.db.commits.find({"published": False}).sort([("stream", 1), ("first", 1)])
        records = [(commit["stream"], event["bytes"]) for commit in commits for event in commit["events"]]
        made = [_record("asn.registration", stream, raw) for stream, raw in records]
        made += [_record(*entry) for entry in foreign]
        runtime.consumer("views.1").apply(made)
        runtime.consumer("reactions").apply([record for record in made if record.topic == "asn.selection"])
        runtime.db.commits.update_many({"published": False}, {"$set": {"published": True}})


def _record(topic, stream, raw):
    return Record(topic, partition_of(stream), 0, stream, bytes(raw), [])


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("registration")
    for name in ("promise.key", "token.key"):
        key = Ed25519PrivateKey.generate()
        (folder / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "master.key").write_text("11" * 32)
    (folder / "hmac.key").write_text("22" * 32)
    issuer, port = TestIssuer(), ports.free()
    url = f"http://127.0.0.1:{port}"
    issuers = [
        {"issuer": issuer.url, "jwks": issuer.url, "roles": STAFF},
        {"issuer": url, "jwks": f"{url}/.well-known/jwks.json", "roles": ["pelamar"]},
    ]
    (folder / "issuers.json").write_text(json.dumps(issuers))
    user = servers.kafka_user("admin")
    settings = Settings(
        service="registration",
        mongo_url=servers.mongo_url("admin"),
        kafka_bootstrap=user["KAFKA_BOOTSTRAP"],
        kafka_username=user["KAFKA_USERNAME"],
        kafka_password=user["KAFKA_PASSWORD"],
        secrets=folder,
        database="registration_" + uuid.uuid4().hex[:12],
        environment="development",
        issuers_file=folder / "issuers.json",
        clock_file=folder / "clock.json",
        urls={"registration": url},
    )
    app = create_app(settings)
    made = City(app, url, issuer, ForwardClock(folder / "clock.json"))
    made.runtime.prepare()
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()
    issuer.close()
    for suffix in ("", "_keys", "_views"):
        made.runtime.client.drop_database(settings.database + suffix)
    made.runtime.close()


@pytest.fixture(scope="module")
def period(city):
    now = datetime.now(UTC)
    body = {
        "code": "CPNS-2024",
        "name": "Seleksi CPNS Kota Tanjungbalai Tahun 2024",
        "procurement_type": "PNS",
        "budget_year": 2024,
        "mode": "lokal",
        "registration_opens": (now - timedelta(days=1)).isoformat(),
        "registration_closes": (now + timedelta(days=5)).isoformat(),
        "decree": "KepmenPANRB 320/2024",
    }
    answer = city.staff("ketua").post("/v1/periods", body)
    assert answer.status_code == 201, answer.text
    return body


def problem(response, status, rule, field=None):
    """The response is this problem, told in Indonesian."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["rule"], body.get("field")) == (rule, field), body
    assert body["detail"].endswith(".")
    return body
