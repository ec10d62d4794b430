"""A toy service on the real servers, with an empty database for each test and a topic that they share."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from asnkit.commands import Context
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.testing import Signers

from deploy.local import kafka
from tests import topics

from .toy import SERVICE

CONTRACTS = Path(__file__).parent / "contracts"


@pytest.fixture(scope="session")
def kit_topic(servers):
    """Topics cost more to make than messages to skip, so the kit's tests share one."""
    client = kafka.admin(kafka.login(**servers.kafka_user("admin")))
    if "asn.kit" not in client.list_topics():  # the faults' tests use this fixture under their own name
        client.create_topics({"asn.kit": {"num_partitions": 12, "replication_factor": 1}}, wait_for_metadata=True)
    client.close()
    return "asn.kit"


@pytest.fixture
def empty_topic(servers, kit_topic):
    """The shared topic without the messages of earlier tests."""
    topics.empty(servers, {kit_topic: 12})


@pytest.fixture
def signers(tmp_path):
    """The toy service's key, and that of a stranger who has one, too."""
    return Signers(tmp_path / "keys", ["kit", "stranger"], CONTRACTS)


@pytest.fixture
def secrets(tmp_path, signers):
    (tmp_path / "promise.key").write_bytes(signers.pem("kit"))
    (tmp_path / "master.key").write_text("11" * 32)
    (tmp_path / "hmac.key").write_text("22" * 32)
    return tmp_path


@pytest.fixture
def settings(servers, databases, kit_topic, secrets, signers):
    user = servers.kafka_user("admin")
    database = databases.lend("kit")
    yield Settings(
        service="kit",
        mongo_url=servers.mongo_url("admin"),
        kafka_bootstrap=user["KAFKA_BOOTSTRAP"],
        kafka_username=user["KAFKA_USERNAME"],
        kafka_password=user["KAFKA_PASSWORD"],
        secrets=secrets,
        keys=signers.folder,
        database=database,
        contracts=CONTRACTS,
        environment="development",
    )
    databases.take_back("kit", database)


@pytest.fixture
def runtime(settings):
    made = Runtime(SERVICE, settings)
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def another(settings):
    """A function that makes a second process's runtime on the same database."""
    made = []

    def make(service=SERVICE, **changes):
        runtime = Runtime(service, replace(settings, **changes))
        made.append(runtime)
        return runtime

    yield make
    for runtime in made:
        runtime.close()


def context(command: str | None = None, **changes) -> Context:
    values = {"actor": "pelamar:p1", "command_id": command or uuid.uuid4().hex, "correlationid": "trace-1"}
    return Context(**(values | changes))
