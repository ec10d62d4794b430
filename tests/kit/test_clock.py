import time
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.clock import ForwardClock, SystemClock, clock_for
from asnkit.settings import Settings


def settings(environment, file):
    return Settings(
        service="kit", mongo_url="", kafka_bootstrap="", secrets=file.parent, environment=environment, clock_file=file
    )


def test_the_development_clock_can_be_set_forward_for_every_process(tmp_path):
    one, other = ForwardClock(tmp_path / "clock"), ForwardClock(tmp_path / "clock")
    one.forward(timedelta(days=3))
    assert timedelta(days=2, hours=23) < other.now() - datetime.now(UTC) < timedelta(days=3, seconds=1)
    time.sleep(0.01)
    one.forward(timedelta(hours=1))
    assert other.offset() == timedelta(days=3, hours=1)


def test_the_clock_is_never_set_back(tmp_path):
    with pytest.raises(ValueError):
        ForwardClock(tmp_path / "clock").forward(timedelta(seconds=-1))


def test_production_ignores_a_clock_file(tmp_path):
    ForwardClock(tmp_path / "clock").forward(timedelta(days=3))
    assert isinstance(clock_for(settings("production", tmp_path / "clock")), SystemClock)
    assert isinstance(clock_for(settings("development", tmp_path / "clock")), ForwardClock)
