"""What a process says of itself: one JSON object a line, whatever is in it."""

import json
import logging
import sys
from contextvars import Context

import pytest
from asnkit.logs import JsonLines


def line(message, **extra):
    record = logging.makeLogRecord({"name": "asnkit.web", "levelname": "INFO", "msg": message, **extra})
    return Context().run(JsonLines("selection").format, record)  # no trace that another test left


def test_a_line_is_one_json_object_with_what_was_added():
    told = json.loads(line("request", status=201, endpoint="/v1/results"))
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "info",
        "service": "selection",
        "where": "asnkit.web",
        "message": "request",
        "status": 201,
        "endpoint": "/v1/results",
    }


@pytest.mark.parametrize("text", ["half a pair \ud800", "two\nlines", "nol \x00"])
def test_no_text_breaks_or_silences_a_line(text):
    written = line(text)
    assert "\n" not in written and json.loads(written)["message"] == text
    assert written.encode()


def test_an_exception_is_in_the_same_line():
    try:
        raise ValueError("half a pair \ud800")
    except ValueError:
        written = line("failed", exc_info=sys.exc_info())
    assert "ValueError: half a pair" in json.loads(written)["exception"]
    assert "\n" not in written
