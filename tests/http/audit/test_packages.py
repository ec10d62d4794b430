"""An evidence package proves its events without us, and shows their content only to whom it may."""

import hashlib
import io
import subprocess
import sys
import zipfile

import pytest

from tests.http.running import problem

from .town import Town, fresh_folder, grow

pytestmark = pytest.mark.servers

WHY = "Permintaan Ombudsman 3/2025"


@pytest.fixture(scope="module")
def town(serve, servers, tmp_path_factory):
    made = Town(servers, serve("feedback"), serve("audit"), fresh_folder(tmp_path_factory))
    made.stream, made.given = grow(made)
    yield made
    made.publication.close()


def package(who, town, **body):
    made = who.post("/v1/packages", {"scope": {"object": town.stream}, "reason": WHY, **body})
    assert made.status_code == 201, made.text
    answer = who.get(f"/v1/packages/{made.json()['id']}/zip")
    assert answer.status_code == 200, answer.text
    return made.json()["id"], answer.content


def key_file(town, tmp_path):
    key = tmp_path / "key"
    key.write_bytes((town.audit.runtime.settings.log_dir / "vkey").read_bytes())
    return key


def test_a_whole_package_is_checked_by_the_tool_that_is_in_it(town, tmp_path):
    id, content = package(town.audit.staff("auditor"), town, variant="whole")
    (tmp_path / "p.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        archive.extract("asn-verify.pyz", tmp_path)
        sums = archive.read("SHA256SUMS")
    assert sum(name.startswith("events/") for name in names) == sum(name.startswith("proofs/") for name in names) == 4
    done = subprocess.run(
        [sys.executable, str(tmp_path / "asn-verify.pyz"), "package", str(tmp_path / "p.zip"), "--check",
         "--key", str(key_file(town, tmp_path))],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == "4 events are proved, 4 of them with their content.\n", done.stderr
    [listed] = [p for p in town.audit.staff("auditor").get("/v1/packages").json()["items"] if p["id"] == id]
    assert listed["manifest_sha256"] == hashlib.sha256(sums).hexdigest()
    assert (listed["events"], listed["scope"], listed["reason"]) == (4, {"object": town.stream}, WHY)


def test_a_masked_package_proves_without_telling(town):
    chair = town.audit.staff("ketua")
    _, content = package(chair, town)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".pyz"))
    assert b"answers" not in everything and b"events/" not in b"".join(n.encode() for n in archive.namelist())
    problem(chair.post("/v1/packages", _body(town, variant="whole")), 403, "hanya-auditor")
    person = {"scope": {"person": "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"}, "reason": WHY}
    problem(chair.post("/v1/packages", person), 403, "hanya-auditor")


def test_a_package_stays_the_same_while_the_log_grows(town):
    auditor = town.audit.staff("auditor")
    id, first = package(auditor, town, variant="whole")
    town.answer(town.stream)
    town.settle()
    again = auditor.get(f"/v1/packages/{id}/zip").content
    assert again == first


def test_one_s_packages_are_not_another_s(town):
    id, _ = package(town.audit.staff("panitia", "a"), town)
    problem(town.audit.staff("panitia", "b").get(f"/v1/packages/{id}/zip"), 404, "paket-tidak-ada", "id")
    assert town.audit.staff("panitia", "b").get("/v1/packages").json()["total"] == 0
    assert town.audit.staff("verifikator").get("/v1/packages").status_code == 403


def test_nothing_and_everything_are_no_scopes(town):
    auditor = town.audit.staff("auditor")
    problem(auditor.post("/v1/packages", {"scope": {}, "reason": WHY}), 422, "lingkup-kosong", "scope")
    problem(auditor.post("/v1/packages", {"scope": {"object": "x-1"}, "reason": WHY}), 422, "paket-kosong", "scope")


def _body(town, **more):
    return {"scope": {"object": town.stream}, "reason": WHY, **more}
