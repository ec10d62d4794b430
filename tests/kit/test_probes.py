"""What a process says of itself on its health port."""

from datetime import UTC, datetime

import pytest
from asnkit.probes import web_wants, worker_wants

pytestmark = pytest.mark.servers


def test_a_worker_says_which_consumer_is_halted(runtime):
    assert worker_wants(runtime) == ""
    halt = {"_id": "kit.reactions.mirrors", "reason": "too much", "release": "x", "at": datetime.now(UTC)}
    runtime.db.halts.insert_one(halt)
    assert worker_wants(runtime) == "halted: kit.reactions.mirrors"


def test_web_is_ready_when_its_generation_of_views_is_filled(runtime):
    assert web_wants(runtime) == "views are being filled"
    runtime.views.swap(runtime.views.live())
    assert web_wants(runtime) == ""


def test_both_say_it_when_mongodb_is_away(another):
    away = another(mongo_url="mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")
    assert worker_wants(away) == web_wants(away) == "MongoDB"
