"""One round of twenty applicants, on servers that compress nothing: the drill copies it, the erasure ends it."""

import pytest

from drill import copying
from drill.drilling import drilling

APPLICANTS = 20


@pytest.fixture(scope="package")
def played(tmp_path_factory):
    directory = tmp_path_factory.mktemp("round") / "system"
    with copying.own_system(directory, APPLICANTS, "tests.rounds.plain_system") as original:
        original.wait_until_quiet()
        yield original
        original.client.close()


@pytest.fixture(scope="package")
def run(played, tmp_path_factory):
    """Tries one tamper on a copy of the round as it was played."""
    with drilling(played, tmp_path_factory.mktemp("drill") / "copies", print) as run:
        yield run


@pytest.fixture(scope="package")
def system(played, run):
    """The round itself, to be changed; in whatever order tests run, it has been copied before."""
    return played
