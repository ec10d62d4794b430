"""The supervisor restarts what dies, and ends exactly what it started."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest
from rich.console import Console

from deploy.local import ports, process, run, settings, steps
from deploy.local.process import Process
from deploy.local.supervisor import Supervisor
from deploy.local.trouble import Trouble

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def supervisor():
    said = []
    made = Supervisor(said.append)
    made.said = said
    yield made
    made.stop()


def turn(supervisor):
    supervisor.look_after()
    return True


def test_what_dies_is_started_again(supervisor, tmp_path):
    one = Process("one", SLEEP, tmp_path)
    supervisor.start(one)
    first = one.child.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: turn(supervisor) and one.alive() and one.child.pid != first)
    assert "one ended (signal SIGKILL)" in supervisor.said[0]
    assert json.loads(one.record.read_text())["restarts"] == 1


def test_what_dies_again_and_again_is_started_ever_more_slowly(supervisor, tmp_path):
    supervisor.start(Process("one", [sys.executable, "-c", "raise SystemExit('no such setting')"], tmp_path))
    until(lambda: turn(supervisor) and len(supervisor.said) == 3)
    assert [line.partition("again in ")[2][:4].strip() for line in supervisor.said] == ["0.2", "1 s.", "2 s."]
    assert "exit 1" in supervisor.said[0] and "no such setting" in supervisor.said[0]


def test_it_ends_what_it_started_and_nothing_else(supervisor, tmp_path):
    stranger = subprocess.Popen(SLEEP)
    parent = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    one = Process("one", [sys.executable, "-c", parent + "time.sleep(600)"], tmp_path)
    supervisor.start(one)
    until(lambda: psutil.Process(one.child.pid).children())
    family = [psutil.Process(one.child.pid), *psutil.Process(one.child.pid).children()]
    supervisor.stop()
    try:
        assert not any(member.is_running() for member in family) and stranger.poll() is None
        assert not one.record.exists()
    finally:
        stranger.kill()
        stranger.wait()


def test_one_that_ignores_the_request_is_killed_after_its_grace(tmp_path):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('ready', flush=True); time.sleep(600)"
    one = Process("one", [sys.executable, "-c", deaf], tmp_path, grace=0.5)
    one.start()
    until(lambda: "ready" in one.last_words())
    pid = one.child.pid
    one.stop()
    assert not psutil.pid_exists(pid)


def test_what_a_killed_run_left_is_found_and_ended(tmp_path):
    left = Process("one", SLEEP, tmp_path)
    left.start()
    until(lambda: process.find(left.record))  # its environment shows a moment after its start
    assert process.find(left.record).pid == left.child.pid
    run.clean_leftovers(tmp_path)
    assert not psutil.pid_exists(left.child.pid) and not left.record.exists()


def test_a_process_is_on_record_all_the_while_that_it_is_started_again(tmp_path):
    one = Process("one", SLEEP, tmp_path)
    one.start()
    one.kill()
    one.command = [str(tmp_path / "not there")]
    with pytest.raises(FileNotFoundError):
        one.start()
    assert one.record.exists() and process.find(one.record) is None


@pytest.mark.parametrize("change", [{"mark": "another start"}, {"started": 1.0}])
def test_a_process_that_only_has_the_same_pid_is_left_alone(tmp_path, change):
    one = Process("one", SLEEP, tmp_path)
    one.start()
    try:
        one.record.write_text(json.dumps(json.loads(one.record.read_text()) | change))
        assert process.find(one.record) is None
        run.clean_leftovers(tmp_path)
        assert one.alive()
    finally:
        one.kill()


def test_the_log_of_the_last_run_is_kept(tmp_path):
    for word in ("first", "second"):
        one = Process("one", [sys.executable, "-c", f"print('{word}')"], tmp_path)
        one.start()
        one.child.wait()
    assert "second" in one.log.read_text() and "first" in one.log.with_suffix(".log.1").read_text()


def test_a_taken_port_is_named_with_the_setting_that_moves_it(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        monkeypatch.setenv("ASN_PORT_PORTAL", str(number))
        with pytest.raises(Trouble, match=f"Port {number}, wanted for portal, is taken.*ASN_PORT_PORTAL=PORT"):
            settings.require_free(["portal"])


def test_two_settings_with_one_port_and_a_port_that_is_none(monkeypatch):
    monkeypatch.setenv("ASN_PORT_PORTAL", "18101")
    monkeypatch.setenv("ASN_PORT_REGISTRATION", "18101")
    with pytest.raises(Trouble, match="both want port 18101"):
        settings.require_free(["registration", "portal"])
    monkeypatch.setenv("ASN_PORT_PORTAL", "many")
    with pytest.raises(Trouble, match="ASN_PORT_PORTAL=many is not a port"):
        settings.port("portal")


def test_a_free_port_is_given_once_and_processes_beside_each_other_look_elsewhere(monkeypatch):
    mine = {ports.free() for _ in range(400)}
    assert len(mine) == 400
    beside = os.getpid() + 1
    monkeypatch.setattr(ports.os, "getpid", lambda: beside)
    assert mine.isdisjoint(ports.free() for _ in range(400))


def test_a_second_run_in_the_same_place_is_refused(tmp_path):
    with run.alone(tmp_path):
        with pytest.raises(Trouble, match="make stop"), run.alone(tmp_path):
            pass


def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "FREE_BYTES", 1 << 60)
    with pytest.raises(Trouble, match="MB left: free at least"):
        run.require_space(tmp_path)


def test_no_step_begins_after_somebody_asked_for_the_end(supervisor):
    shown = steps.Steps(Console(quiet=True), supervisor)
    with shown.step("first"):
        supervisor.end()
    with pytest.raises(steps.Interrupted), shown.step("second"):
        pass
