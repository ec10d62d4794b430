import json
from contextlib import contextmanager
from importlib import import_module

import pytest
from asnkit.auth import VOUCHED
from asnkit.clock import ForwardClock
from asnkit.settings import Settings, package_of
from asnkit.testing import Signers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from deploy.local import places, ports
from tests.kit.issuer import TestIssuer
from tests.serving import Served

from .running import Running

STAFF = [
    "verifikator",
    "panitia",
    "ketua",
    "auditor",
    "pimpinan",
    "diklat",
    "pegawai",
    "penilai",
    "aduan",
    "penghubung",
    "inspektorat",
    "ti",
    "service",
]

OWN = {"registration": ["pelamar"], "platform": STAFF}
"""Who signs tokens itself, and for which roles."""


@pytest.fixture(scope="module")
def serve(servers, databases, tmp_path_factory):
    """A function that runs a service, by the name of its package, with a database of its own."""
    with _serving(servers, databases, tmp_path_factory) as run:
        yield run


@pytest.fixture
def serve_once(servers, databases, tmp_path_factory):
    """The same for one test: the next one's services are given its databases, emptied."""
    with _serving(servers, databases, tmp_path_factory) as run:
        yield run


@contextmanager
def _serving(servers, databases, tmp_path_factory):
    ends, signers = [], Signers(tmp_path_factory.mktemp("keys"), places.SERVICES, Settings.contracts)

    def run(name, make=Running):
        folder = tmp_path_factory.mktemp(name)
        (folder / "promise.key").write_bytes(signers.pem(name))
        for key in ("token.key", "log.key"):
            private = Ed25519PrivateKey.generate()
            (folder / key).write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "master.key").write_text("11" * 32)
        (folder / "hmac.key").write_text("22" * 32)
        (folder / "pepper.key").write_text("33" * 32)
        (folder / "inspektorat.key").write_text("44" * 32)
        issuer, port = TestIssuer(), ports.free()
        url = f"http://127.0.0.1:{port}"
        issuers = [{"issuer": issuer.url, "jwks": issuer.url, "roles": [*STAFF, VOUCHED], "second_factor": ["mfa"]}]
        if name in OWN:
            issuers.append({"issuer": url, "jwks": f"{url}/.well-known/jwks.json", "roles": OWN[name]})
        (folder / "issuers.json").write_text(json.dumps(issuers))
        user = servers.kafka_user("admin")
        settings = Settings(
            service=name,
            mongo_url=servers.mongo_url("admin"),
            kafka_bootstrap=user["KAFKA_BOOTSTRAP"],
            kafka_username=user["KAFKA_USERNAME"],
            kafka_password=user["KAFKA_PASSWORD"],
            secrets=folder,
            keys=signers.folder,
            database=databases.lend(name),
            environment="development",
            issuers_file=folder / "issuers.json",
            clock_file=folder / "clock.json",
            log_dir=folder / "log",
            urls={name: url},
        )
        app = import_module(f"{package_of(name)}.app").create_app(settings)
        made = make(app, url, issuer, ForwardClock(folder / "clock.json"), signers)
        made.runtime.prepare()
        ends.append((made, Served(app, port), issuer, settings.database))
        return made

    try:
        yield run
    finally:
        for made, server, issuer, database in ends:
            server.stop()
            issuer.close()
            made.runtime.close()
            databases.take_back(made.runtime.service.name, database)
