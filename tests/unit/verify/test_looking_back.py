"""`asn-verify replay`, `diff`, `gaps` and `package` on a mirror that has the events."""

import json
import subprocess
import sys
import zipfile

import pytest
from asn_verify.gaps import holes
from asn_verify.main import main
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog.notes import Signer

from tests.unit.audit.given import envelope

from .logs import Log

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
SERVANT = f"civil_servant-{PERSON}"
ADDED = {
    "person": PERSON, "period": "CPNS-2024", "candidate": "c1", "unit": "RSUD", "job_code": "JF-1",
    "job_name": "Perawat", "decree_no": "800/1", "effective_date": "2025-06-01", "status": "CPNS",
}  # fmt: skip
ENROLLED = {"person": PERSON, "course": "LATSAR", "title": "Latsar CPNS", "hours": 647}
EVENTS = [
    envelope("training.civil_servant.added", ADDED, "2025-06-20T02:00:00.000Z", "2025-06-01T00:00:00+07:00"),
    envelope(
        "training.enrolment.confirmed", ENROLLED, "2025-06-21T02:00:00.000Z",
        stream="enrolment-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0004", cause=f"{SERVANT}@1",
    ),
]  # fmt: skip


TRAINING = Signer("id.go.tanjungbalai.asn/training/promise", Ed25519PrivateKey.generate())


@pytest.fixture
def mirror(tmp_path):
    raws = [json.dumps(event).encode() for event in EVENTS]
    return Log(tmp_path / "mirror").keep(raws, lambda raw: TRAINING)


def said(capsys):
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_list_and_an_object_are_folded_up_to_a_moment(mirror, capsys):
    assert main(["replay", str(mirror.folder), "--view", "training.roster", "--until", "2025-06-20T12:00:00Z"]) == 0
    row = json.loads(said(capsys)[0])
    assert (row["key"], row["content"]["unit"], row["content"]["enrolments"]) == (PERSON, "RSUD", {})
    assert main(["replay", str(mirror.folder), "--stream", SERVANT]) == 0
    assert json.loads(said(capsys)[0])["content"] == ADDED


def test_what_held_is_told_apart_from_what_was_known(mirror, capsys):
    at = ["--stream", SERVANT, "--until", "2025-06-10"]
    assert main(["replay", str(mirror.folder), *at]) == 0
    assert said(capsys)[0] == ""
    assert main(["replay", str(mirror.folder), *at, "--by", "valid"]) == 0
    assert json.loads(said(capsys)[0])["content"] == ADDED


def test_two_moments_are_compared_field_by_field(mirror, capsys):
    assert main(["diff", str(mirror.folder), "2025-06-20T12:00:00Z", "2025-07-01", "--view", "training.roster"]) == 0
    out, err = said(capsys)
    assert out.startswith(f"{PERSON} enrolments.0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0004: - -> {{")
    assert err == "1 differences in training.roster\n"


def test_a_view_that_is_not_there_is_told_with_those_that_are(mirror, capsys):
    assert main(["replay", str(mirror.folder), "--view", "training.nothing"]) == 2
    assert "training.roster" in said(capsys)[1]


def test_a_mirror_without_gaps_and_what_each_gap_is_called(mirror, capsys):
    assert main(["gaps", str(mirror.folder)]) == 0
    first, second = EVENTS
    assert list(holes([first, {**first, "streamversion": 3, "id": f"{SERVANT}@3"}])) == [
        f"{SERVANT}: version 3 comes after 1"
    ]
    assert list(holes([second])) == [f"{second['id']}: its cause {SERVANT}@1 is not in the log"]
    assert list(holes([second, first])) == []
    early = {**first, "streamversion": 2, "id": f"{SERVANT}@2", "time": "2025-01-01T00:00:00.000Z"}
    assert "before version 1" in next(holes([first, early]))
    assert "its number is not that of its stream" in next(holes([{**first, "id": "x@1"}]))


def test_an_event_that_is_not_what_the_log_commits_to_stops_everything(mirror, capsys):
    archive = mirror.folder / "archive" / "000.p" / "2"
    archive.write_bytes(archive.read_bytes().replace(b"RSUD", b"RSUX"))
    assert main(["replay", str(mirror.folder), "--stream", SERVANT]) == 1
    assert "entry 0: the archive has another event" in said(capsys)[1]
    archive.unlink()
    assert main(["gaps", str(mirror.folder)]) == 2
    assert "--archive" in said(capsys)[1]


@pytest.mark.parametrize("variant", ["masked", "whole"])
def test_a_package_is_made_and_checked(mirror, tmp_path, capsys, variant):
    out = tmp_path / "p.zip"
    made = ["package", str(mirror.folder), str(out), "--stream", SERVANT, "--reason", "Aduan", "--variant", variant]
    assert main(made) == 0
    assert main(["package", str(out), "--check", "--key", mirror.key]) == 0
    assert said(capsys)[0] == f"1 events are proved, {int(variant == 'whole')} of them with their content.\n"


def test_a_package_that_was_changed_is_refused(mirror, tmp_path, capsys):
    out, bad = tmp_path / "p.zip", tmp_path / "bad.zip"
    main(["package", str(mirror.folder), str(out), "--stream", SERVANT, "--reason", "Aduan", "--variant", "whole"])
    with zipfile.ZipFile(out) as package, zipfile.ZipFile(bad, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            changed.writestr(name, content.replace(b"RSUD", b"RSUX") if name.startswith("events/") else content)
    assert main(["package", str(bad), "--check", "--key", mirror.key]) == 1
    assert "events/0.json is not what SHA256SUMS says" in said(capsys)[1]
    other = Log(tmp_path / "other", [b"x"])
    assert main(["package", str(out), "--check", "--key", other.key]) == 1


def test_a_package_needs_a_scope_and_a_reason(mirror, tmp_path):
    out = str(tmp_path / "p.zip")
    assert main(["package", str(mirror.folder), out, "--stream", SERVANT]) == 2
    assert main(["package", str(mirror.folder), out, "--reason", "x"]) == 2
    assert main(["package", str(mirror.folder), out, "--reason", "x", "--stream", "nothing-1"]) == 2


def test_only_looking_back_needs_the_services(mirror):
    """Without asnkit the tool still mirrors, checks and packs; a replay says what it lacks."""
    program = "import sys; sys.modules['asnkit'] = None; from asn_verify.main import main; sys.exit(main(sys.argv[1:]))"
    for words, code in ((["gaps", str(mirror.folder)], 0), (["replay", str(mirror.folder), "--stream", SERVANT], 2)):
        done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
        assert done.returncode == code, done.stderr
