"""The README's snippets do what it says, against a system in which a round has been played."""

import json
import re
import shlex
import subprocess
import sys

import pytest

from deploy.local import settings
from deploy.local.places import ROOT, SERVICES

pytestmark = [pytest.mark.servers, pytest.mark.slow]

BLOCKS = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


def at_home(text, system):
    """The same text with the addresses of this system, whose ports are others."""
    for name in SERVICES:
        text = text.replace(f"http://127.0.0.1:{settings.PORTS[name]}", system.endpoints["services"][name]["api"])
    return text


def curl_lines():
    return [line for kind, text in BLOCKS if kind == "bash" for line in text.splitlines() if line.startswith("curl")]


@pytest.mark.parametrize("line", curl_lines())
def test_what_curl_shows(system, played, line):
    done = subprocess.run(shlex.split(at_home(line, system)), capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["items"]


@pytest.fixture
def python(system, played, tmp_path):
    """Runs the Python block that contains a word, in a folder with endpoints.json; what it printed."""
    (tmp_path / "endpoints.json").write_text(json.dumps(system.endpoints))

    def run(word):
        [text] = [text for kind, text in BLOCKS if kind == "python" and word in text]
        line = [sys.executable, "-c", at_home(text, system)]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_published_results_hash_to_what_was_signed(python):
    assert "CPNS-2024 SKD is what was signed" in python("hashlib")


def test_another_agency_subscribes(python):
    told = python("KafkaConsumer")
    assert "asn.registration.period.announced.v1" in told
    assert "asn.registration.announcement.published.v1" in told


def test_every_block_is_tried():
    """`make run` and `make demo` are, by this folder's fixtures; the rest above."""
    known = ("make run", "make demo", "curl", "hashlib", "KafkaConsumer")
    assert [kind for kind, text in BLOCKS if not any(word in text for word in known)] == []
