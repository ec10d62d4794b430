"""Real servers for the tests of this folder, started once."""

import pytest

from deploy.local import servers


@pytest.fixture(scope="package")
def real(tmp_path_factory):
    """A MongoDB and a Kafka of their own, with every user and right of deploy/rights.yaml."""
    running = servers.start(tmp_path_factory.mktemp("servers"))
    yield running
    running.stop()
