"""A session's certificates as one file: made by the worker, whole or not there, whatever dies in between."""

import io
import tracemalloc
import uuid
import zipfile

import pytest
from portal import bundles
from portal.learning import certificate
from portal.seals import Seal

pytestmark = pytest.mark.servers

SESSION = {"code": "PBJ-2026-03"}


def paper(number):
    return {
        "id": str(uuid.uuid4()), "person": str(uuid.uuid4()), "certificate_no": f"PBJ-2026-03/{number:03d}",
        "title": "Pengadaan Barang dan Jasa Dasar", "completed_on": "2026-12-02", "hours": 24, "code": "ABCD" * 4,
        "valid_until": None, "former": [],
    }  # fmt: skip


class Room:
    """One session, its worker, and what its officer sees."""

    def __init__(self, app):
        self.runtime, self.seal = app.extensions["asn"], Seal(app.config["BUNDLES_KEY"])
        self.session = {"id": str(uuid.uuid4()), **SESSION}
        self.step = bundles.worker(self.runtime)

    def ask(self, papers):
        bundles.ask(self.runtime.db, self.seal, self.session, [(one, f"Peserta {one['id']}") for one in papers])

    def standing(self):
        return bundles.standing(self.runtime.db, self.session["id"])

    def rows(self):
        return list(self.runtime.db.bundle_papers.find({"bundle": self.standing()["bundle"]}))

    def zip(self):
        return bundles.packed(self.runtime.db, self.seal, self.standing())


@pytest.fixture
def room(portal, monkeypatch):
    monkeypatch.setattr(certificate, "proof_of", lambda one: None)
    return Room(portal)


def test_papers_are_made_in_steps_and_packed_in_their_order(room):
    room.ask([paper(number) for number in range(1, 24)])
    assert (room.standing()["made"], room.standing()["total"]) == (0, 23)
    assert room.step() == bundles.AT_ONCE and room.standing()["made"] == bundles.AT_ONCE
    assert room.step() == 3 and room.step() == 0
    with zipfile.ZipFile(io.BytesIO(b"".join(room.zip()))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"PBJ-2026-03-{number:03d}.pdf" for number in range(1, 24)]
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


def test_a_worker_that_dies_at_any_paper_leaves_what_is_made_and_the_next_one_goes_on(room, monkeypatch):
    room.ask([paper(number) for number in range(1, 7)])
    whole = certificate.paper
    for dies in range(6):
        left = iter([True] * (1 if dies else 0))

        def dying(one, name, proof, by, left=left):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return whole(one, name, proof, by)

        monkeypatch.setattr(certificate, "paper", dying)
        with pytest.raises(KeyboardInterrupt):
            bundles.worker(room.runtime)()
        assert room.standing()["made"] == dies
    monkeypatch.setattr(certificate, "paper", whole)
    assert bundles.worker(room.runtime)() == 1
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(room.zip()))).namelist()) == 6


def test_names_and_papers_are_sealed_where_they_lie(room):
    room.ask([paper(1)])
    [row] = room.rows()
    assert b"Peserta" not in bytes(row["content"])
    room.step()
    [row] = room.rows()
    assert b"JVBERi" not in bytes(row["content"]) and room.seal.open(row["content"], "elsewhere") is None


def test_what_was_sealed_with_a_key_of_before_keeps_nobody_waiting(room, monkeypatch):
    known = room.seal
    room.seal = Seal(bytes(32))
    room.ask([paper(1)])
    room.session, room.seal = {"id": str(uuid.uuid4()), **SESSION}, known
    room.ask([paper(2)])
    room.step()
    assert (room.standing()["made"], room.step()) == (1, 0)


def test_whoever_asks_anew_gets_the_new_ones_alone(room):
    room.ask([paper(1), paper(2)])
    before = room.standing()["bundle"]
    room.ask([paper(3)])
    assert room.runtime.db.bundle_papers.count_documents({"bundle": before}) == 0
    room.step()
    assert zipfile.ZipFile(io.BytesIO(b"".join(room.zip()))).namelist() == ["PBJ-2026-03-003.pdf"]


def test_a_file_whose_papers_go_while_it_is_read_breaks_off(room):
    room.ask([paper(number) for number in range(1, 31)])
    while room.step():
        pass
    pieces = room.zip()
    next(pieces)
    room.runtime.db.bundle_papers.delete_many({"number": {"$gte": 25}})
    with pytest.raises(bundles.Gone):
        list(pieces)


def test_what_was_kept_for_a_day_is_gone(room):
    room.ask([paper(1)])
    room.runtime.db.bundles.update_one({"_id": room.session["id"]}, {"$set": {"ends": room.standing()["asked"]}})
    assert room.standing() is None
    kept = room.runtime.db.bundle_papers.index_information()
    assert any(index.get("expireAfterSeconds") == 0 for index in kept.values())


def test_a_thousand_papers_take_the_memory_of_one():
    size, number = 50_000, 1_000
    tracemalloc.start()
    sent = sum(len(piece) for piece in bundles.zipped((f"{one}.pdf", bytes(size)) for one in range(number)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > size * number and peak < 20 * size
