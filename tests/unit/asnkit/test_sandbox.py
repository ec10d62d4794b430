"""Whatever a library does with a hostile file, it does to a child: everybody gets an answer, and a clear one."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asnkit.errors import Unavailable
from asnkit.sandbox import UNREADABLE, Rejected, Sandbox

JOBS = "tests.unit.asnkit.jobs"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def make():
    """A function that makes sandboxes with the tests' jobs, ended afterwards; they import from where the tests lie."""
    made = []

    def new(**limits):
        made.append(Sandbox(JOBS, **limits))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[3]), prepend=os.pathsep)
        yield new
    for sandbox in made:
        sandbox.close()


@pytest.fixture(scope="module")
def jobs(make):
    sandbox = make()
    return lambda name, content=b"", **arguments: sandbox.run(f"{JOBS}:{name}", content, **arguments)


def test_a_job_takes_bytes_and_gives_bytes_of_any_size(jobs):
    assert jobs("turn", b"abc", times=2) == b"cbacba"
    assert jobs("turn") == b""
    large = os.urandom(12 * MEGABYTE)
    assert jobs("turn", large) == large[::-1]


def test_what_a_job_refuses_is_told_in_its_own_word(jobs):
    with pytest.raises(Rejected, match=r"^too_wide$"):
        jobs("refuse", b"too_wide")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stumble", b"value"),
        ("stumble", b"memory"),
        ("stumble", b"exit"),
        ("stumble", b"stop"),
        ("swell", b"900000000"),
        ("write", b"/tmp/asn-sandbox-must-not-write"),
        *(("die", name) for name in (b"SIGSEGV", b"SIGABRT", b"SIGKILL", b"SIGBUS", b"SIGXCPU")),
    ],
)
def test_a_library_that_fails_dies_or_wants_too_much_has_not_read_it(jobs, name, content):
    with pytest.raises(Rejected) as rejected:
        jobs(name, content)
    assert rejected.value.why == UNREADABLE
    assert jobs("turn", b"abc") == b"cba"


def test_a_job_that_reckons_for_ever_has_not_read_it(make, monkeypatch):
    monkeypatch.setattr("asnkit.sandbox.CPU_SECONDS", 1)
    with pytest.raises(Rejected, match=rf"^{UNREADABLE}$"):
        make().run(f"{JOBS}:spin", b"")


def test_a_job_that_does_not_end_in_time_is_no_fault_of_the_content(make):
    with pytest.raises(Unavailable):
        make(seconds=1).run(f"{JOBS}:sleep", b"60")


def test_nothing_of_one_job_is_there_in_the_next_and_no_setting_in_any(jobs, monkeypatch):
    monkeypatch.setenv("MONGO_URL", "mongodb://secret")
    assert (jobs("remember", b"first"), jobs("remember", b"second")) == (b"first", b"second")
    assert b"MONGO_URL" not in jobs("look")


def test_a_process_that_was_killed_is_started_again(make):
    sandbox = make()
    assert sandbox.run(f"{JOBS}:turn", b"ab") == b"ba"
    sandbox._process.kill()
    assert sandbox.run(f"{JOBS}:turn", b"ab") == b"ba"
    sandbox.close()
    assert sandbox.run(f"{JOBS}:turn", b"ab") == b"ba"


def test_no_more_than_a_few_are_at_work_and_all_of_them_are_answered(make):
    sandbox = make(places=2)
    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: sandbox.run(f"{JOBS}:sleep", b"0.05"), range(8)))
    spans = [tuple(map(float, answer.split())) for answer in answers]
    at_once = [sum(begun <= moment < ended for begun, ended in spans) for moment, _ in spans]
    assert len(spans) == 8 and max(at_once) <= 2


def test_who_finds_no_place_is_told_to_come_again(make, monkeypatch):
    monkeypatch.setattr("asnkit.sandbox.QUEUE_SECONDS", 0)
    sandbox = make(places=1)
    with sandbox._place(), pytest.raises(Unavailable):
        sandbox.run(f"{JOBS}:turn", b"")
    assert sandbox.run(f"{JOBS}:turn", b"ab") == b"ba"


def test_it_ends_with_the_process_that_uses_it(make):
    sandbox = make()
    sandbox.run(f"{JOBS}:turn", b"")
    sandbox._door.close()
    assert sandbox._process.wait(timeout=10) == 0
