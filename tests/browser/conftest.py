"""Two towns: one where everything has happened, one where nothing has."""

import pytest

from . import story
from .people import Applicant
from .town import Town
from .visits import Visits


@pytest.fixture(scope="package")
def town(servers, tmp_path_factory):
    made = Town(servers, tmp_path_factory.mktemp("town"))
    story.fill(made)
    yield made
    made.stop()


@pytest.fixture(scope="package")
def bare(servers, tmp_path_factory):
    """Nothing has happened but that one person opened an account."""
    made = Town(servers, tmp_path_factory.mktemp("bare"))
    made.people = {"siti": Applicant(made, 1, "Siti Khadijah Nasution")}
    yield made
    made.stop()


@pytest.fixture(scope="package")
def visits(chromium):
    return Visits(chromium)
