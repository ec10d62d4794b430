"""Nothing that is not published shows outside the committee: two worlds that differ in it answer every question alike;
and nobody's kind of need stands anywhere in public."""

import re

import pytest
from asnkit.events import uuid_of
from selection.streams import result_stream

from tests.http.selection.conftest import PERIOD, open_round

pytestmark = pytest.mark.servers

ANI, BUDI = "240000000001", "240000000002"
HEAD = "nomor_peserta;twk;tiu;tkp;keterangan\n"
SCORES = HEAD + f"{ANI};65;80;166;\n"
BOTH = SCORES + f"{BUDI};100;120;200;\n"


def asked(committee, role=None):
    """The paths that anybody (or, for a role, only that role) may ask, from the service's own map."""
    for rule in committee.app.url_map.iter_rules():
        view = committee.app.view_functions[rule.endpoint]
        if "GET" in rule.methods and (role or "publik") in getattr(view, "roles", ()):
            yield rule.rule


def answers(committee, round_id, known, person):
    """Every public and applicant answer there is, by path; ids and times that are random are left out."""
    found = {}
    for role in (None, "pelamar"):
        for rule in asked(committee, role):
            if rule in ("/metrics", "/openapi.json", "/docs") or rule.startswith("/."):
                continue
            for path in filled(rule, round_id, known):
                answer = committee.get(path, role, person)
                text = re.sub(
                    r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[0-9:.]+Z|\b[0-9a-f]{32,64}\b", "", answer.text
                )
                place = path
                for number, id in enumerate((round_id, *known)):
                    place = place.replace(id, str(number))
                found[rule, place] = (answer.status_code, text)
    return found


def filled(rule, round_id, known):
    """The rule with everything known put into its places, the round's id for rounds and other ids for others."""
    values = [round_id, ANI, BUDI, "KEPMEN321-2024", *known] if "<" in rule else [""]
    for value in values:
        yield re.sub(r"<int:[^>]+>", "0", re.sub(r"<(?!int:)[^>]+>", value, rule))


def nothing(committee, round_id, vacancy):
    """The first world: two people sent their files, nobody has decided."""


def decided(committee, round_id, vacancy):
    committee.verdict(vacancy, BUDI)


def candidates(committee, round_id, vacancy):
    committee.applicant(vacancy, BUDI)


def scored(committee, round_id, vacancy):
    committee.applicant(vacancy, BUDI)
    committee.score(round_id, "SKD", HEAD + f"{BUDI};100;120;200;\n")


def signed(committee, round_id, vacancy):
    committee.applicant(vacancy, BUDI)
    committee.score(round_id, "SKD", HEAD + f"{BUDI};100;120;200;\n")
    committee.sign(round_id, "SKD")


@pytest.mark.parametrize("world", [decided, candidates, scored, signed])
def test_worlds_that_differ_in_what_is_not_published_answer_alike(committee, empty, world):
    seen = []
    for happening in (nothing, world):
        empty()
        round_id, vacancy = open_round(committee), committee.vacancy()
        happening(committee, round_id, vacancy)
        committee.work()
        states = list(committee.runtime.db.state.find({"aggregate": {"$in": ["candidate", "result"]}}))
        person = next((one["data"]["person"] for one in states if "person" in one["data"]), "nobody")
        results = [uuid_of(result_stream(round_id, stage)) for stage in ("SKD", "FINAL")]
        seen.append(answers(committee, round_id, results, person))
    assert seen[0] == seen[1]
    assert {rule for rule, _ in seen[0]} >= {"/v1/rounds", "/v1/candidates/mine", "/v1/rounds/<id>/progress"}


def test_a_later_stage_that_is_not_published_does_not_show_beside_an_earlier_one_that_is(committee, empty):
    seen = []
    for skb in (False, True):
        empty()
        round_id, vacancy = open_round(committee), committee.vacancy()
        person = committee.applicant(vacancy, ANI)[1]
        committee.score(round_id, "SKD", SCORES)
        committee.publish(round_id, "SKD", "Hasil SKD")
        if skb:
            committee.score(round_id, "SKB", f"nomor_peserta;nilai_cat;maks_cat;keterangan\n{ANI};300;500;\n")
            committee.sign(round_id, "FINAL")
        seen.append(answers(committee, round_id, [], person))
    assert seen[0] == seen[1]
    [own] = committee.get("/v1/candidates/mine", "pelamar", person).json["items"]
    assert (own["skd"]["skd"]["twk"], own["skb"]) == (65, None)


@pytest.fixture
def mixed(committee, opened):
    """A published result over three lines: a general and a special one of one job and unit, and a special one alone."""
    general = committee.vacancy(quota=1, job="Perawat")
    beside = committee.vacancy(quota=1, job="Perawat", need_type="DISABILITAS")
    alone = committee.vacancy(quota=1, job="Dokter", need_type="DISABILITAS")
    people = {
        ANI: committee.applicant(general, ANI)[1],
        BUDI: committee.applicant(beside, BUDI)[1],
        "240000000003": committee.applicant(alone, "240000000003")[1],
    }
    committee.score(opened, "SKD", BOTH + "240000000003;60;90;150;\n")
    return committee.publish(opened, "SKD", "Hasil SKD"), people, (general, beside, alone)


def every_public_answer(committee, path, numbers):
    lists = committee.get(path).json["lists"]
    paths = [path, f"{path}/rows.csv", f"{path}/bundle", f"/v1/results?period={PERIOD}"]
    paths += [f"{path}/{part}?list={one['id']}" for one in lists for part in ("rows", "spread")]
    paths += [f"/v1/participants/{number}" for number in numbers]
    return {asked: committee.get(asked).text for asked in paths}


def test_no_public_answer_says_or_tells_apart_a_kind_of_need_beside_a_number(committee, mixed):
    path, people, vacancies = mixed
    found = every_public_answer(committee, path, people)
    beside_numbers = {asked: text for asked, text in found.items() if ANI in text or BUDI in text}
    assert len(beside_numbers) > 3
    for asked, text in beside_numbers.items():
        assert "DISABILITAS" not in text and "UMUM" not in text, asked
        assert not [vacancy for vacancy in vacancies if vacancy in text], asked
    assert not [asked for asked, text in found.items() if "240000000003" in text]


def test_lines_of_one_job_and_unit_are_one_list_without_places(committee, mixed):
    path, _people, _ = mixed
    doctor, nurse = committee.get(path).json["lists"]
    assert (doctor["withheld"], doctor["counts"], doctor["rows"]) == (True, None, 0)
    assert (nurse["joined"], nurse["quota"], nurse["rows"], nurse["counts"]) == (True, 2, 2, {"P/L": 2})
    rows = committee.get(f"{path}/rows?list={nurse['id']}").json["items"]
    assert [(row["participant_no"], row["rank"]) for row in rows] == [(BUDI, None), (ANI, None)]
    assert committee.get(f"{path}/rows?list={doctor['id']}").json == {"items": [], "total": 0}
    assert committee.get(f"{path}/spread?list={doctor['id']}").json == {"items": []}
    indexes = [one["index"] for one in committee.get(f"{path}/bundle").json["rankings"]]
    assert indexes == [None, None, None]


def test_a_page_of_a_ranking_that_would_tell_is_not_served(committee, mixed):
    path, _, vacancies = mixed
    for vacancy in vacancies:
        assert committee.get(f"{path}/rankings/{vacancy}/pages/0").status_code == 404


def test_everyone_sees_their_own_place_and_nobody_finds_a_withheld_one(committee, mixed):
    _, people, _ = mixed
    for number, person in people.items():
        [own] = committee.get("/v1/candidates/mine", "pelamar", person).json["items"]
        assert (own["participant_no"], own["standings"][0]["rank"]) == (number, 1)
    [standing] = committee.get(f"/v1/participants/{BUDI}").json["standings"]
    assert (standing["code"], standing["rank"]) == ("P/L", None)
    assert committee.get("/v1/participants/240000000003").status_code == 404


def test_a_candidates_id_does_not_follow_from_the_application(committee, opened):
    vacancy = committee.vacancy()
    stream, _ = committee.applicant(vacancy, ANI)
    [state] = committee.runtime.db.state.find({"aggregate": "candidate"})
    assert state["data"]["application"] in stream
    assert state["_id"].partition("-")[2] not in stream
    committee.applicant(vacancy, ANI, stream=stream, version=2)
    assert committee.runtime.db.state.count_documents({"aggregate": "candidate"}) == 1
