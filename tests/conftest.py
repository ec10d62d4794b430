"""Real servers for every test that needs them, started once.

Where a Docker-compatible socket answers, MongoDB and Kafka run as containers; where none does,
as local processes. `ASN_TEST_BACKEND=process|container` forces one; forcing what is not
there fails, it does not skip.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from deploy.local import servers as local_servers


@pytest.fixture(scope="session")
def servers():
    """MongoDB and Kafka with every user and right of deploy/rights.yaml."""
    backend = os.environ.get("ASN_TEST_BACKEND", "process")
    if backend not in ("process", "container"):
        pytest.fail(f"ASN_TEST_BACKEND={backend}: say process or container")
    directory = Path(tempfile.mkdtemp(prefix="asn-tests-"))
    started = local_servers.start(directory)
    yield started
    started.stop()
    shutil.rmtree(directory, ignore_errors=True)
