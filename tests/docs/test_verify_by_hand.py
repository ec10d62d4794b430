"""docs/verify-by-hand.md is run as it stands, against a log that is right and against one that is not."""

import re
import shutil
import subprocess

import pytest
from asnkit.promises import promise
from tlog.commits import sign

from deploy.local.places import ROOT
from tests.http.audit.log.conftest import log  # noqa: F401
from tests.http.conftest import serve_once  # noqa: F401

pytestmark = pytest.mark.servers

PAGE = (ROOT / "docs" / "verify-by-hand.md").read_text()
SCRIPT = "".join(re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
TOOLS = (
    "cat", "cmp", "cp", "curl", "cut", "grep", "head", "mktemp", "mv", "od", "openssl", "sed", "sha256sum", "tail", "tr"
)  # fmt: skip


@pytest.fixture
def tools(tmp_path):
    """A folder with the programs that the page says, and no other."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def by_hand(log, tools, number, **more):  # noqa: F811
    entry = log.db.entries.find_one({"_id": number})
    told = {
        "PATH": str(tools),
        "AUDIT": log.url,
        "SHA256": entry["leaf"].hex(),
        "VKEY": log.key(),
        "TMPDIR": str(tools.parent),
    }
    return subprocess.run(["/bin/sh", "-c", SCRIPT], env=told | more, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("size", [1, 2, 256, 300])
def test_the_page_proves_every_kind_of_entry(log, tools, size):  # noqa: F811
    log.write(size)
    for number in {0, size // 2, min(255, size - 1), size - 1}:
        done = by_hand(log, tools, number)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("Signature Verified Successfully") == 2
        assert f"entry {number} leads to the root that was signed for {size} entries" in done.stdout


@pytest.mark.parametrize("size", [1, 7])
def test_the_promise_is_compared(log, tools, tmp_path, size):  # noqa: F811
    """A promise of a transaction of `size` events, of which one is looked at."""
    log.write(3)
    leaf, number = log.db.entries.find_one({"_id": 1})["leaf"], size // 2
    service, place = log.runtime.signer, tmp_path / "promise"

    def promised(digest):
        digests = [bytes([at] * 32) for at in range(size)]
        digests[number] = digest
        note, paths = sign(service, "2026-08-01T02:00:00.000Z", digests)
        events = ((f"survey-{at}@1", digests[at], paths[at].text) for at in range(size))
        place.write_text(promise(note, events))
        return by_hand(log, tools, 1, PROMISE=str(place), PROMISE_KEY=service.verifier)

    done = promised(leaf)
    assert "it is what was promised: 2026-08-01T02:00:00.000Z" in done.stdout, done.stderr
    text = place.read_text()
    assert promised(bytes(32)).returncode != 0
    place.write_text(text.replace("2026", "2025"))
    assert by_hand(log, tools, 1, PROMISE=str(place), PROMISE_KEY=service.verifier).returncode != 0


def test_another_key_is_noticed(log, tools):  # noqa: F811
    log.write(3)
    other = "id.go.tanjungbalai.asn/log+00000000+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    assert by_hand(log, tools, 1, VKEY=other).returncode != 0


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/000.p/3"])
def test_what_was_changed_is_noticed(log, tools, path):  # noqa: F811
    log.write(3)
    place = log.volume.folder / path
    content = bytearray(place.read_bytes())
    content[-40 if path == "checkpoint" else 33] ^= 1
    place.write_bytes(content)
    assert by_hand(log, tools, 1).returncode != 0


def test_an_entry_that_was_changed_is_noticed(log, tools):  # noqa: F811
    log.write(3)
    entry = log.db.entries.find_one({"_id": 1})
    log.db.entries.update_one({"_id": 1}, {"$set": {"leaf": entry["leaf"][::-1]}})
    done = by_hand(log, tools, 1)
    assert done.returncode != 0
    assert "leads to the root" not in done.stdout
