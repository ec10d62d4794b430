"""The portal without anything behind it: its pages' texts, addresses and pictures need no server."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from asnkit.clock import FixedClock
from asnkit.settings import Settings
from flask import Flask
from portal import charts, formats, language, lists, words


class Runtime:
    clock = FixedClock(datetime(2026, 8, 17, 2, 5, tzinfo=UTC))
    settings = Settings(service="portal", mongo_url="", kafka_bootstrap="", secrets=Path())


@pytest.fixture(scope="session")
def app():
    made = Flask("portal")
    made.extensions["asn"] = Runtime()
    for part in (language, words, formats, lists, charts):
        part.register(made)
    return made


@pytest.fixture
def at(app):
    """A function that opens a request to an address, in a language."""

    def request(address="/", language="id"):
        return app.test_request_context(address, headers={"Cookie": f"bahasa={language}"})

    return request
