"""After a list is out: a wrong score is corrected by two people, and a new edition says what changed. One round."""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal

import pytest
from selection.wiring import SERVICE

from tests.http.selection.conftest import decided_again, open_round, problem

pytestmark = pytest.mark.servers

NUMBERS = [f"24{number:010d}" for number in range(1, 5)]
SKD = "nomor_peserta;twk;tiu;tkp;keterangan\n" + "".join(
    f"{number};65;80;{tkp};\n" for number, tkp in zip(NUMBERS, (170, 180, 190, 200), strict=True)
)
SKB = "nomor_peserta;nilai_cat;maks_cat;keterangan\n" + "".join(
    f"{number};{points};500;\n" for number, points in zip(NUMBERS, (300, 300, 300, 400), strict=True)
)
LETTER = {"number": "B-112/BKN/2024", "sha256": "ab" * 32}


class Round:
    """One line with two seats: the fourth and the third have them, until the first one's SKB is put right."""

    def __init__(self, committee):
        self.committee = committee
        self.id = open_round(committee)
        self.vacancy = committee.vacancy(quota=2)
        self.people = {number: committee.applicant(self.vacancy, number) for number in NUMBERS}
        committee.score(self.id, "SKD", SKD)
        committee.publish(self.id, "SKD", "Hasil SKD")
        committee.score(self.id, "SKB", SKB)
        self.path = committee.publish(self.id, "FINAL", "Hasil Akhir")

    def candidate(self, number):
        path = f"/v1/rounds/{self.id}/candidates?participant_no={number}"
        return self.committee.get(path, "panitia").json["items"][0]

    def correct(self, number, points):
        return {
            "stage": "SKB", "status": "PRESENT", "skd": None, "skb": [{"kind": "CAT", "score": points, "most": 500}],
            "candidate": self.candidate(number)["id"],
        }  # fmt: skip

    def impact(self, correction):
        body = {key: value for key, value in correction.items() if key != "candidate"}
        answer = self.committee.post(f"/v1/score-amendments/impact/{correction['candidate']}", body)
        assert answer.status_code == 200, answer.data
        return answer.json

    def propose(self, correction, impact, **more):
        why = {"reason_code": "CAT_CORRECTION", "evidence": LETTER, "impact_sha256": impact["impact_sha256"]}
        return self.committee.post("/v1/score-amendments", {**correction, **why, **more})

    def proposed(self, correction):
        made = self.propose(correction, self.impact(correction))
        assert made.status_code == 201, made.data
        return self.committee.get(f"/v1/score-amendments/{made.json['id']}", "ketua").json

    def approve(self, amendment, role="ketua", name="a"):
        path, body = f"/v1/score-amendments/{amendment['id']}/approval", {"proposed": amendment["proposed"]}
        return self.committee.post(path, body, role, name, version=amendment["version"])

    def points(self, number):
        return Decimal(self.candidate(number)["skb"]["skb"][0]["score"])

    def codes(self, path=None):
        return {row["participant_no"][-1]: row["code"] for row in self.committee.rows(path or self.path)}


@pytest.fixture(scope="module")
def round_(selection):
    """The steps below follow each other, in the order of the file."""
    for database in (selection.runtime.db, selection.runtime.rows):
        for name in database.list_collection_names():
            if name != "views":
                database[name].delete_many({})
    return Round(selection)


def test_what_a_correction_would_do_is_said_before_anybody_signs_and_records_nothing(round_):
    before = round_.committee.runtime.db.commits.count_documents({})
    impact = round_.impact(round_.correct(NUMBERS[0], "390"))
    [one] = impact["lists"]
    assert one["stage"] == "FINAL" and impact["appointed"] == []
    moved = {row["participant_no"][-1]: (row["before"]["code"], row["after"]["code"]) for row in one["rows"]}
    assert moved == {"1": ("TL", "L"), "2": ("TL", "TL"), "3": ("L", "TL")}
    assert round_.committee.runtime.db.commits.count_documents({}) == before
    unread = round_.propose(round_.correct(NUMBERS[0], "390"), {"impact_sha256": "0" * 64})
    problem(unread, 409, "dampak-belum-dibaca")
    same = round_.committee.post(
        f"/v1/score-amendments/impact/{round_.candidate(NUMBERS[0])['id']}",
        {key: round_.correct(NUMBERS[0], "300")[key] for key in ("stage", "status", "skd", "skb")},
    )
    problem(same, 422, "nilai-sama")


def test_a_second_person_approves_and_the_line_is_ranked_anew(round_):
    correction = round_.correct(NUMBERS[0], "390")
    amendment = round_.proposed(correction)
    assert round_.committee.waits() == [("amendment", "other")]
    assert round_.committee.waits("ketua") == [("amendment", "second")]
    problem(round_.propose(correction, amendment["impact"]), 409, "koreksi-menunggu")
    assert amendment["impact"]["lists"][0]["stage"] == "FINAL"
    problem(round_.approve(amendment, "panitia"), 403, "penanda-tangan-sama")
    approved = round_.approve(amendment)
    assert approved.status_code == 200, approved.data
    score = round_.candidate(NUMBERS[0])["skb"]
    assert (score["skb"][0]["score"], score["amended"]["reason_code"]) == ("390", "CAT_CORRECTION")
    round_.committee.work()
    [ranking] = round_.committee.get(f"/v1/rounds/{round_.id}/rankings?stage=FINAL", "panitia").json["items"]
    assert ranking["version"] == 2
    assert round_.codes() == {"4": "L", "3": "L", "2": "TL", "1": "TL"}, "what is published stays until it is replaced"
    listed = round_.committee.get(f"/v1/score-amendments?round={round_.id}&status=approved", "auditor").json["items"]
    assert [one["participant_no"] for one in listed] == [NUMBERS[0]]


def test_a_rejected_correction_changes_nothing_and_another_may_follow(round_):
    correction = round_.correct(NUMBERS[1], "310")
    amendment = round_.proposed(correction)
    path, body = f"/v1/score-amendments/{amendment['id']}/rejection", {"proposed": amendment["proposed"]}
    assert round_.committee.post(path, body, "ketua", version=amendment["version"]).status_code == 200
    problem(round_.approve({**amendment, "version": 2}), 409, "koreksi-sudah-diputus")
    assert "amended" not in round_.candidate(NUMBERS[1])["skb"]
    again = round_.proposed(correction)
    assert again["id"] != amendment["id"]
    path = f"/v1/score-amendments/{again['id']}/rejection"
    round_.committee.post(path, {"proposed": again["proposed"]}, "panitia", version=again["version"])


def test_nobody_is_appointed_by_a_list_that_a_correction_has_overtaken(round_):
    committee, order = round_.committee, {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
    pending = committee.pending(round_.id, "FINAL")
    assert (pending["status"], pending["outdated"]) == ("published", 1)
    committee.clock.forward(timedelta(days=4))
    refused = committee.post(f"/v1/rounds/{round_.id}/appointments", order, "ketua")
    assert NUMBERS[0] in problem(refused, 409, "hasil-usang")["detail"]


def test_a_new_edition_says_who_moved_and_why_and_the_earlier_one_stays(round_):
    committee = round_.committee
    first = committee.get(round_.path).json
    committee.publish(round_.id, "FINAL", "Hasil Akhir, diperbaiki")
    assert round_.codes() == {"4": "L", "1": "L", "3": "TL", "2": "TL"}
    changes = committee.get(f"{round_.path}/changes").json
    assert (changes["edition"], changes["replaces"], changes["total"]) == (2, 1, 3)
    told = {one["participant_no"][-1]: one for one in changes["items"]}
    assert told["1"]["why"] == {"kind": "AMENDED", "reason_code": "CAT_CORRECTION", "instead_of": None}
    assert told["3"]["why"] == {"kind": "MOVED", "reason_code": None, "instead_of": None}
    assert (told["3"]["before"]["code"], told["3"]["after"]["code"]) == ("L", "TL")
    assert set(told["1"]) == {"participant_no", "job_name", "unit", "before", "after", "why"}
    editions = committee.get(f"{round_.path}/editions").json["items"]
    assert [(one["edition"], one["list_sha256"] == first["list_sha256"]) for one in editions] == [(2, False), (1, True)]
    earlier = committee.get(f"{round_.path}?edition=1").json
    assert earlier["list_sha256"] == first["list_sha256"] and earlier["sha256"] == first["sha256"]
    rows = committee.get(f"{round_.path}/rows?edition=1&list={earlier['lists'][0]['id']}").json["items"]
    assert {row["participant_no"][-1]: row["code"] for row in rows} == {"4": "L", "3": "L", "2": "TL", "1": "TL"}
    bundle = committee.get(f"{round_.path}/bundle?edition=1").json
    index = json.dumps(bundle["rankings"][0]["index"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(index.encode()).hexdigest() == bundle["rankings"][0]["list_sha256"]
    page = committee.get(f"{round_.path}/rankings/{round_.vacancy}/pages/0?edition=1").data
    assert hashlib.sha256(page).hexdigest() == bundle["rankings"][0]["index"]["pages"][0]["sha256"]
    problem(committee.get(f"{round_.path}?edition=3"), 404, "edisi-tidak-ada", "edition")
    first = committee.get(f"{round_.path}/changes?edition=1").json
    assert (first["replaces"], first["items"]) == (None, []), "the first edition replaces nothing"


class TestObjecting:
    """The second edition's window: one objects and is rejected, another is accepted and takes the seat back."""

    def file(self, round_, number, contests=("SKB_SCORE",), name=None):
        body = {"result": round_.path.rpartition("/")[2], "contests": list(contests), "text": "Nilai saya\nkeliru."}
        return round_.committee.post("/v1/score-objections", body, "pelamar", name or round_.people[number][1])

    def shown(self, round_, id, name="a"):
        return round_.committee.get(f"/v1/score-objections/{id}", "panitia", name).json

    def answer(self, round_, id, name="a", **body):
        told = {"answer": "Sudah kami periksa."} | body
        version = self.shown(round_, id)["version"]
        return round_.committee.post(f"/v1/score-objections/{id}/answer", told, "panitia", name, version=version)

    def decide(self, round_, id, role="ketua", name="a"):
        shown = self.shown(round_, id)
        proposed = {key: shown["proposed"][key] for key in ("event", "sha256")}
        path = f"/v1/score-objections/{id}/decision"
        return round_.committee.post(path, {"proposed": proposed}, role, name, version=shown["version"])

    def test_only_in_the_window_only_once_and_only_who_is_listed(self, round_):
        problem(self.file(round_, NUMBERS[1]), 409, "sanggah-belum-dibuka")
        round_.committee.clock.forward(timedelta(days=1))
        problem(self.file(round_, NUMBERS[1], name="0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"), 404, "hasil-belum-terbit")
        filed = self.file(round_, NUMBERS[1], ("RANK",))
        assert filed.status_code == 201, filed.data
        problem(self.file(round_, NUMBERS[1]), 409, "sudah-menyanggah")
        assert self.file(round_, NUMBERS[2]).status_code == 201
        kept = round_.committee.runtime.db.commits.find({"stream": filed.json["stream"]})
        assert b"keliru" not in b"".join(event["bytes"] for commit in kept for event in commit["events"])

    def test_whoever_reads_the_words_is_recorded_first(self, round_):
        listed = round_.committee.get(f"/v1/score-objections?round={round_.id}&status=filed", "auditor").json["items"]
        assert len(listed) == 2 and "text" not in listed[0]
        before = round_.committee.runtime.db.state.count_documents({"aggregate": "objection_reading"})
        assert self.shown(round_, listed[0]["id"])["text"] == "Nilai saya\nkeliru."
        assert round_.committee.runtime.db.state.count_documents({"aggregate": "objection_reading"}) == before + 1

    def test_a_rejection_takes_two_people_and_the_candidate_sees_nothing_in_between(self, round_):
        [id] = [one["id"] for one in self.listed(round_) if one["participant_no"] == NUMBERS[1]]
        problem(self.answer(round_, id, reason_code="COMMITTEE_ERROR"), 422, "alasan-jawaban", "reason_code")
        assert round_.committee.waits() == [("objection", "you")] * 2
        assert self.answer(round_, id, reason_code="SCORE_CONFIRMED").status_code == 200
        assert round_.committee.waits("ketua") == [("objection", "second"), ("objection", "you")]
        told = round_.committee.get("/v1/waiting", "panitia").json
        window = round_.committee.get(round_.path).json["objection"]
        assert {(one["due"], one["period"], one["stage"]) for one in told["items"]} == {
            (window["republish_by"], "CPNS-2024", "FINAL")
        }
        assert (told["items"][0]["turn"], told["items"][0]["about"]) == ("other", NUMBERS[1])
        assert told["totals"] == {"result": 0, "rules": 0, "scores": 0, "amendment": 0, "tie": 0, "objection": 2}
        assert self.own(round_, NUMBERS[1])["version"] == 1 and self.own(round_, NUMBERS[1])["answer"] is None
        problem(self.decide(round_, id, "panitia"), 403, "penanda-tangan-sama")
        points = [str(one) for one in (round_.points(NUMBERS[1]) + 1, round_.points(NUMBERS[1]))]
        for other in points:
            assert round_.approve(round_.proposed(round_.correct(NUMBERS[1], other))).status_code == 200
            problem(self.decide(round_, id), 409, "nilai-dikoreksi")
        assert self.answer(round_, id, reason_code="SCORE_CONFIRMED").status_code == 200
        assert self.decide(round_, id).status_code == 200
        own = self.own(round_, NUMBERS[1])
        assert (own["status"], own["answer"]) == ("rejected", "Sudah kami periksa.")

    def test_an_accepted_one_corrects_the_score_in_the_same_transaction(self, round_):
        committee = round_.committee
        [id] = [one["id"] for one in self.listed(round_) if one["participant_no"] == NUMBERS[2]]
        correction = round_.correct(NUMBERS[2], "450")
        impact = round_.impact(correction)
        why = {"reason_code": "RECOUNT", "evidence": LETTER, "impact_sha256": impact["impact_sha256"]}
        body = {key: value for key, value in correction.items() if key != "candidate"} | why
        first = self.answer(round_, id, reason_code="COMMITTEE_ERROR", correction=body)
        assert first.status_code == 200, first.data
        again = self.answer(round_, id, reason_code="SYSTEM_ERROR", correction=body)
        assert again.status_code == 200, "another proposal takes the correction of the first one back"
        amendment = self.shown(round_, id)["proposed"]["amendment"]
        read = committee.get(f"/v1/score-amendments/{amendment}", "ketua").json
        assert read["objection"] == id
        assert committee.waits("ketua") == [("objection", "second")], "its correction is signed with it"
        problem(round_.approve(read), 409, "koreksi-sanggahan")
        problem(self.decide(round_, id, "panitia"), 403, "penanda-tangan-sama")
        committee.clock.forward(timedelta(days=4))
        order = {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
        refused = committee.post(f"/v1/rounds/{round_.id}/appointments", order, "ketua")
        problem(refused, 409, "sanggahan-belum-dijawab")
        assert self.decide(round_, id).status_code == 200
        assert round_.candidate(NUMBERS[2])["skb"]["skb"][0]["score"] == "450"
        assert self.shown(round_, id)["amendment"] == amendment
        committee.work()
        committee.publish(round_.id, "FINAL", "Hasil Akhir, pasca sanggah")
        assert round_.codes() == {"3": "L", "4": "L", "1": "TL", "2": "TL"}

    def listed(self, round_):
        return round_.committee.get(f"/v1/score-objections?round={round_.id}", "panitia").json["items"]

    def own(self, round_, number):
        mine = round_.committee.get("/v1/score-objections/mine", "pelamar", round_.people[number][1]).json["items"]
        return mine[0]


def test_an_appointed_person_keeps_the_appointment_and_both_signers_read_that_a_seat_moves(round_):
    committee, order = round_.committee, {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
    assert committee.pending(round_.id, "FINAL")["outdated"] == 0
    committee.clock.forward(timedelta(days=4))
    ordered = committee.post(f"/v1/rounds/{round_.id}/appointments", order, "ketua")
    assert ordered.status_code == 201, ordered.data
    committee.work()
    amendment = round_.proposed(round_.correct(NUMBERS[3], "300"))
    assert (amendment["appointed"], amendment["impact"]["appointed"]) == (1, [NUMBERS[3]])
    assert round_.approve(amendment).status_code == 200
    committee.work()
    committee.publish(round_.id, "FINAL", "Hasil Akhir, diperbaiki lagi")
    assert round_.codes() == {"3": "L", "1": "L", "4": "TL", "2": "TL"}
    assert round_.candidate(NUMBERS[3])["appointed"]["decree_no"] == order["decree_no"]


def test_a_full_tie_at_the_last_seat_is_decided_by_two_people_and_the_result_says_why(round_):
    committee = round_.committee
    equal = round_.candidate(NUMBERS[0])["skd"]["skd"]
    skd = {"stage": "SKD", "status": "PRESENT", "skd": equal, "skb": None}
    for correction in (round_.correct(NUMBERS[1], "390"), skd | {"candidate": round_.candidate(NUMBERS[1])["id"]}):
        assert round_.approve(round_.proposed(correction)).status_code == 200
        committee.work()
    committee.publish(round_.id, "SKD", "Hasil SKD, diperbaiki")
    [tie] = committee.get(f"/v1/rounds/{round_.id}/ties", "auditor").json["items"]
    assert sorted(row["participant_no"] for row in tie["tied"]) == NUMBERS[:2]
    problem(committee.post(f"/v1/rounds/{round_.id}/results/FINAL/proposal"), 409, "seri-penuh")
    assert committee.waits() == [("tie", "you")]
    path = f"/v1/ties/{tie['ranking']}"
    order = {"order": [NUMBERS[1], NUMBERS[0]], "ground": "EXPERIENCE", "minutes": LETTER}
    problem(committee.post(f"{path}/proposal", order | {"order": NUMBERS[2:]}), 422, "urutan-seri", "order")
    assert committee.post(f"{path}/proposal", order).status_code == 200
    assert committee.waits() == [("tie", "other")] and committee.waits("ketua") == [("tie", "second")]
    read = committee.get(path, "ketua").json
    body = {"proposed": {key: read["proposed"][key] for key in ("event", "sha256")}}
    same = committee.post(f"{path}/decision", body, "panitia", version=read["version"])
    problem(same, 403, "penanda-tangan-sama")
    decided = committee.post(f"{path}/decision", body, "ketua", version=read["version"])
    assert decided.status_code == 200, decided.data
    committee.work()
    committee.publish(round_.id, "FINAL", "Hasil Akhir, seri diputuskan")
    assert round_.codes() == {"3": "L", "2": "L", "1": "TL", "4": "TL"}
    assert [row["decided_by"] for row in committee.rows(round_.path)][2] == "keputusan panitia"
    [told] = committee.get(round_.path).json["lists"][0]["ties"]
    assert (told["order"], told["ground"], told["minutes"]["number"]) == (
        order["order"],
        "EXPERIENCE",
        "B-112/BKN/2024",
    )


def test_a_winner_resigns_and_the_next_by_rank_is_called(round_):
    committee = round_.committee

    def resign(number):
        application = round_.people[number][0].partition("-")[2]
        path, body = f"/v1/candidates/mine/{application}/resignation", {"reason_code": "PLACEMENT"}
        return committee.post(path, body, "pelamar", round_.people[number][1])

    problem(resign(NUMBERS[0]), 409, "tanpa-kursi")
    assert resign(NUMBERS[1]).status_code == 200, "who has a seat"
    problem(resign(NUMBERS[1]), 409, "sudah-mundur")
    committee.work()
    committee.publish(round_.id, "FINAL", "Hasil Akhir, pengganti")
    assert round_.codes() == {"3": "L", "1": "L", "4": "TL", "2": "APS"}
    told = {one["participant_no"]: one["why"] for one in committee.get(f"{round_.path}/changes").json["items"]}
    assert told[NUMBERS[1]]["kind"] == "LEFT"
    assert (told[NUMBERS[0]]["kind"], told[NUMBERS[0]]["instead_of"]) == ("CALLED", NUMBERS[1])
    own = committee.get("/v1/candidates/mine", "pelamar", round_.people[NUMBERS[1]][1]).json["items"][0]
    assert own["resigned"]["reason_code"] == "PLACEMENT"
    assert resign(NUMBERS[2]).status_code == 200, "and who was appointed"


def test_whoever_audits_decides_all_of_it_again(round_):
    assert decided_again(round_.committee.runtime.store) >= {
        "score_amendment.proposed", "score_amendment.approved", "score_amendment.rejected",
        "score_objection.proposed", "score_objection.decided", "tie.proposed", "tie.decided", "result.published",
    }  # fmt: skip


def test_whoever_is_erased_in_registration_is_read_by_nobody_here(round_):
    committee = round_.committee
    application, person = round_.people[NUMBERS[1]]
    path = f"/v1/score-objections?round={round_.id}"
    [id] = [o["id"] for o in committee.get(path, "auditor").json["items"] if o["participant_no"] == NUMBERS[1]]
    assert committee.get(f"/v1/score-objections/{id}", "panitia").json["text"] == "Nilai saya\nkeliru."
    told = {"period": "CPNS-2024", "vacancy": round_.vacancy, "person": person}
    for _ in range(2):
        committee.tell("application.owner_erased", application, told, version=2)
    assert dict(SERVICE.background)["erasures"](committee.runtime)() == 1
    assert committee.get(f"/v1/score-objections/{id}", "panitia").json["text"] is None
