"""Processes that die: at the points that are asked for, on the toy service and on the real ones."""

import pytest
from asnkit import consumer as consumers
from asnkit.db import connect
from asnkit.testing import Steps

from tests.http.conftest import serve  # noqa: F401
from tests.kit.conftest import another, empty_topic, kit_topic, runtime, secrets, settings, signers  # noqa: F401


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setattr(consumers, "MEASURE_SECONDS", 1e9)
    with Steps() as steps:
        yield steps


@pytest.fixture
def admin(servers):
    client = connect(servers.mongo_url("admin"))
    yield client.admin
    client.close()
