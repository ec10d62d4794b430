"""`make run` from end to end, on free ports and in a folder of its own."""

import json
import os
import signal
import stat
import subprocess
import sys
import time

import psutil
import pytest
import requests
from pymongo import MongoClient

from deploy.local import places, ports, servers, settings
from deploy.local.trouble import Trouble

COMMAND = [sys.executable, "-m", "deploy.local"]


def command(directory, word, **options):
    line = [*COMMAND, word, "--directory", str(directory)]
    return subprocess.run(line, capture_output=True, text=True, cwd=places.ROOT, timeout=120, **options)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def moved():
    """Every port moved to a free one."""
    return {settings.setting(name): str(ports.free()) for name in settings.PORTS}


def begin(place, moved):
    line = [*COMMAND, "run", "--directory", str(place)]
    with open(place / "output", "w") as log:
        started = subprocess.Popen(line, stdout=log, stderr=log, env=os.environ | moved, cwd=places.ROOT)
    end = time.monotonic() + 120
    while not (place / "run" / "endpoints").exists():
        assert started.poll() is None and time.monotonic() < end, (place / "output").read_text()
        time.sleep(0.1)
    return started


def known(place):
    return json.loads((place / "run" / "endpoints").read_text())


def records(place):
    return {file.stem: json.loads(file.read_text()) for file in (place / "run").glob("*.json")}


def ready(url, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return True
        except requests.RequestException:
            pass
        time.sleep(0.1)
    return False


def assert_all_ready(place):
    told = known(place)["services"]
    for name in places.SERVICES:
        assert ready(told[name]["ready"]), name
        assert ready(told[name]["worker_ready"]), name


@pytest.fixture(scope="module")
def running(place, moved):
    started = begin(place, moved)
    yield started
    if started.poll() is None:
        started.send_signal(signal.SIGTERM)
        started.wait(60)


def test_every_process_is_ready_and_every_address_is_told(running, place):
    told = known(place)
    assert set(told["services"]) == set(places.SERVICES)
    assert_all_ready(place)
    for name in set(places.SERVICES) - {"portal"}:
        assert requests.get(told["services"][name]["openapi"], timeout=5).json()["openapi"].startswith("3.1")
    assert told["portal"] == told["services"]["portal"]["api"]
    assert set(told["kafka"]["users"]) >= {"agency"} and told["kafka"]["users"]["agency"]["password"]
    assert {"verifikator", "panitia", "ketua", "diklat", "aduan", "auditor", "ti"} <= set(told["logins"])
    with MongoClient(told["mongodb"]["url"]) as client:
        assert "commits" in client.registration.list_collection_names()
    assert stat.S_IMODE((place / "run" / "endpoints").stat().st_mode) == 0o600
    printed = command(place, "endpoints")
    assert json.loads(printed.stdout) == told


def test_a_login_gets_a_token(running, place):
    told = known(place)
    form = {
        "grant_type": "password",
        "client_id": told["identity"]["client"],
        "audience": "selection",
        **told["logins"]["verifikator"],
    }
    assert requests.post(told["identity"]["token"], data=form, timeout=5).json()["expires_in"] == 900


def test_status_shows_every_process(running, place):
    shown = command(place, "status").stdout
    for name in records(place):
        assert any(name in line and "running" in line for line in shown.splitlines()), shown


def test_an_operators_word_is_told_what_the_service_was_told(running, place):
    done = subprocess.run(
        [*COMMAND, "operate", "--directory", str(place), "feedback", "parked"],
        capture_output=True, text=True, cwd=places.ROOT, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "no stream is parked"), done.stderr


def test_an_operators_word_for_nobody_is_one_sentence(place):
    done = subprocess.run(
        [*COMMAND, "operate", "--directory", str(place), "nobody", "parked"],
        capture_output=True, text=True, cwd=places.ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr.startswith("Say a service (registration, ")


def test_a_second_run_says_that_it_runs_already(running, place, moved):
    second = command(place, "run", env=os.environ | moved)
    assert second.returncode == 1 and second.stderr.startswith("It runs already here")
    assert running.poll() is None


@pytest.mark.parametrize("victim", ["registration-worker", "selection-web", "identity", "kafka", "mongodb"])
def test_what_is_killed_is_back(running, place, victim):
    before = records(place)[victim]["pid"]
    os.kill(before, signal.SIGKILL)
    end = time.monotonic() + 30
    while records(place)[victim]["pid"] == before:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert_all_ready(place)


def test_after_kill_nine_of_the_supervisor_the_next_run_takes_over(running, place, moved):
    running.kill()
    running.wait()
    left = {one["pid"] for one in records(place).values()}
    assert all(map(psutil.pid_exists, left))
    (place / "run" / "endpoints").unlink()
    again = begin(place, moved)
    try:
        assert not any(map(psutil.pid_exists, left))
        mine = [psutil.Process(one["pid"]) for one in records(place).values()]
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        stopped = command(place, "stop")
        assert stopped.stdout.strip() == "Stopped." and again.wait(30) == 0
        assert not any(process.is_running() for process in mine)
        assert stranger.poll() is None and not list((place / "run").glob("*.json"))
    finally:
        stranger.kill()
        stranger.wait()
    assert command(place, "status").stderr.startswith("Nothing runs here")


def test_existing_servers_are_used_and_set_up(real):
    admin = real.kafka_user("admin")
    given = servers.Servers(real.directory, "", "", {}, {})
    servers.use_mongodb(given, real.mongo_admin_url)
    servers.use_kafka(given, admin["KAFKA_BOOTSTRAP"], admin["KAFKA_USERNAME"], admin["KAFKA_PASSWORD"])
    given.set_up()
    assert given.mongo_url("audit") == real.mongo_url("audit")
    assert given.kafka_user("audit") == real.kafka_user("audit")
    given.stop()
    with MongoClient(real.mongo_url("audit")) as client:
        assert client.admin.command("ping")["ok"] == 1


def test_an_existing_kafka_without_rights_gets_no_users(tmp_path):
    given = servers.Servers(tmp_path, "", "", {}, {})
    servers.use_kafka(given, "127.0.0.1:1")
    expected = {"KAFKA_BOOTSTRAP": "127.0.0.1:1", "KAFKA_USERNAME": "", "KAFKA_PASSWORD": ""}
    assert given.kafka_user("audit") == expected


def test_an_existing_mongodb_that_does_not_answer_is_one_sentence(real):
    given = servers.Servers(real.directory, "", "", {}, {})
    servers.use_mongodb(given, "mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=300")
    with pytest.raises(Trouble, match=r"MongoDB at 127\.0\.0\.1:1 cannot be set up"):
        given.set_up()
