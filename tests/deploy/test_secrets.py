"""Generated secrets: complete, made once, and closed to others."""

import stat

import psutil
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from deploy.local import places, rights, secrets


@pytest.fixture
def folder(tmp_path):
    secrets.ensure(tmp_path / "secrets", list(rights.load()))
    return tmp_path / "secrets"


def test_nobody_else_can_read_them(folder):
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o400 if path.name == "mongodb.keyfile" else 0o600), path
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_each_service_has_its_own(folder):
    seen = set()
    for service in places.SERVICES:
        load_pem_private_key((folder / service / "promise.key").read_bytes(), None)
        for name in ("promise.key", "master.key", "hmac.key", "client.secret"):
            seen.add((folder / service / name).read_text())
        for name in ("master.key", "hmac.key"):
            assert len(bytes.fromhex((folder / service / name).read_text())) == 32
    assert len(seen) == 4 * len(places.SERVICES)
    for own in ("portal/session.key", "registration/token.key", "platform/token.key"):
        assert (folder / own).exists()
    for own in ("registration/pepper.key", "feedback/inspektorat.key"):
        assert len(bytes.fromhex((folder / own).read_text())) == 32


def test_every_user_has_a_password_of_its_own_in_each_server(folder):
    passwords = [*secrets.read(folder / "kafka.json").values(), *secrets.read(folder / "mongodb.json").values()]
    assert len(set(passwords)) == len(passwords) and min(map(len, passwords)) >= 32
    for server in ("kafka", "mongodb"):
        assert set(rights.load()) < set(secrets.read(folder / f"{server}.json"))


def test_a_second_time_changes_nothing_and_adds_what_is_missing(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "audit" / "hmac.key").unlink()
    secrets.ensure(folder, [*rights.load(), "newcomer"])
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"hmac.key", "kafka.json", "mongodb.json"}
    assert secrets.read(folder / "kafka.json")["admin"] == secrets.json.loads(before[folder / "kafka.json"])["admin"]


def test_no_password_stands_on_a_command_line_or_in_a_log(real):
    hidden = {*real.kafka_passwords.values(), *real.mongo_passwords.values()}
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        assert not any(password in line for password in hidden), process
    for log in (real.directory / "logs").iterdir():
        text = log.read_text(errors="replace")
        assert not any(password in text for password in hidden), log
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE((real.directory / "kafka" / "server.properties").stat().st_mode) == 0o600
