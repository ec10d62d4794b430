"""The register of units, and the names that appointments bring."""

import uuid

import pytest

from .running import problem
from .test_training import appointed

pytestmark = pytest.mark.servers

OFFICE = {"name": "Dinas Kesehatan", "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
CLINIC = "UPTD Puskesmas Datuk Bandar"


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


def test_a_unit_from_its_registration_to_its_end(training):
    officer, path = training.staff("diklat"), "/v1/units"
    problem(training.staff("ketua").post(path, OFFICE), 403, "peran")
    office = officer.post(path, OFFICE).json()["id"]
    problem(officer.post(path, OFFICE | {"name": "dinas  KESEHATAN"}), 409, "nama-unit-dipakai", "name")

    training.deliver(appointed(person=str(uuid.uuid4()), candidate=str(uuid.uuid4())))
    assert officer.get(f"{path}/unknown-names").json()["items"] == [{"name": CLINIC, "people": 1}]
    under = {"name": "Puskesmas Datuk Bandar", "kind": "UNDER", "parent": office, "since": "2021-01-04", "basis": "X-1"}
    clinic = officer.post(path, under).json()["id"]
    assert officer.post(f"{path}/{clinic}/aliases", {"name": CLINIC}).status_code == 200
    problem(officer.post(f"{path}/{office}/aliases", {"name": CLINIC}), 409, "nama-unit-dipakai", "name")
    training.deliver()
    assert officer.get(f"{path}/unknown-names").json()["total"] == 0
    shown = training.public.get(f"{path}?q=datuk").json()["items"]
    assert [(one["name"], one["parent_name"], one["aliases"]) for one in shown] == [
        ("Puskesmas Datuk Bandar", "Dinas Kesehatan", [CLINIC])
    ]

    rename = {"name": CLINIC, "parent": office, "since": "2022-01-03", "basis": "Perwali 1/2022"}
    problem(officer.post(f"{path}/{clinic}/change", rename), 428, "versi-wajib", "If-Match")
    assert officer.post(f"{path}/{clinic}/change", rename, version=2).status_code == 200
    close = {"since": "2023-01-02", "basis": "Perda 1/2023"}
    problem(officer.post(f"{path}/{office}/end", close, version=1), 409, "unit-masih-membawahi")
    assert officer.post(f"{path}/{clinic}/end", close | {"into": office}, version=3).status_code == 200
    training.deliver()
    assert [one["name"] for one in training.public.get(path).json()["items"]] == ["Dinas Kesehatan"]
    every = training.public.get(f"{path}?status=EVERY").json()
    assert [(one["name"], one["into_name"]) for one in every["items"]] == [
        ("Dinas Kesehatan", None), (CLINIC, "Dinas Kesehatan"),
    ]  # fmt: skip
    assert officer.post(f"{path}/{office}/end", close, version=1).status_code == 200
