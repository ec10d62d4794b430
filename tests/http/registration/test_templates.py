"""The committee's own words for a message: proposed by one, in use after another has signed the same bytes."""

import pytest

from tests.http.running import problem

pytestmark = pytest.mark.servers

PATH = "/v1/templates/announced_skd/id"
WORDS = {"title": "Hasil SKD {periode}", "text": "Nomor peserta {nomor}: lihat halaman lamaran."}


def sign(who, act="approval"):
    shown = who.get(PATH).json()
    return who.post(f"{PATH}/{act}", {"proposed": shown["waiting"]["proposed"]}, version=shown["version"])


def propose(who, **words):
    return who.post(f"{PATH}/proposals", WORDS | words, version=who.get(PATH).json()["version"] or None)


def test_two_people_bring_words_into_use_and_everybody_sees_who(city):
    member, chair = city.staff("panitia"), city.staff("ketua")
    problem(propose(member, text="Gaji {gaji}, {periode}."), 422, "isian-tidak-dikenal", "text")
    assert propose(member).status_code == 201
    assert city.waits(member, "announced_skd/id") == [("template", "other", 1, None)]
    assert city.waits(chair, "announced_skd/id") == [("template", "second", 1, None)]
    problem(sign(city.as_("panitia-a", "ketua")), 403, "penanda-tangan-sama")
    assert member.get(PATH).json()["editions"] == []
    assert sign(chair).status_code == 200
    shown = chair.get(PATH).json()
    [edition] = shown["editions"]
    assert (edition["edition"], edition["text"], shown["waiting"]) == (1, WORDS["text"], None)
    assert edition["proposer"] != edition["approver"]
    assert city.waits(chair, "announced_skd/id") == []
    rows = {(one["kind"], one["language"]): one for one in member.get("/v1/templates").json()["items"]}
    assert rows["announced_skd", "id"]["edition"] == 1
    assert rows["announced_skd", "en"] == {**rows["announced_skd", "en"], "edition": 0, "at": None, "waiting": False}


def test_what_is_rejected_changes_nothing_and_may_be_taken_back_by_its_proposer(city):
    member = city.staff("panitia")
    before = member.get(PATH).json()["editions"]
    assert propose(member, text="Lain.").status_code == 201
    assert member.get(PATH).json()["waiting"]["yours"]
    assert sign(member, "rejection").status_code == 200
    assert (member.get(PATH).json()["editions"], member.get(PATH).json()["waiting"]) == (before, None)


def test_who_saw_something_older_proposes_nothing(city):
    member, version = city.staff("panitia"), city.staff("panitia").get(PATH).json()["version"]
    problem(member.post(f"{PATH}/proposals", WORDS, version=version - 1), 412, "versi-lama")
    problem(member.post(f"{PATH}/proposals", WORDS), 428, "versi-wajib", "If-Match")


def test_there_is_no_template_of_an_unknown_kind_and_applicants_write_none(city):
    problem(city.staff("panitia").get("/v1/templates/password/id"), 404, "templat-tidak-ada")
    problem(city.staff("verifikator").get(PATH), 403, "peran")
