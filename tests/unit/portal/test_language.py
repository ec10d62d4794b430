"""Pages are Indonesian until somebody chooses; whose browser asks for English first is offered it."""

import pytest
from flask import Response
from portal import language


@pytest.mark.parametrize(
    ("asked", "cookie", "offered"),
    [
        ("en-GB,en;q=0.9", "", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "", ""),
        ("", "", ""),
        ("fr", "", ""),
        ("en", "bahasa=id", ""),
        ("en", "bahasa=en", ""),
    ],
)
def test_english_is_offered_to_whoever_asks_for_it_and_has_not_chosen(app, asked, cookie, offered):
    with app.test_request_context(headers={"Accept-Language": asked, "Cookie": cookie}):
        assert language.offered() == offered
        kept = app.process_response(Response("…"))
    assert "Accept-Language" in kept.vary, "nobody is given from a cache what another browser asked for"
