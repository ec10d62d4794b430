"""Lists cost what their page costs, not what there is: documents that MongoDB looks at beside two thousand people."""

import uuid

import pytest

pytestmark = pytest.mark.servers

PEOPLE = 2000
PAGE = 25
LOOKED_AT = 8 * PAGE
HEAD = "nomor_peserta;twk;tiu;tkp;keterangan\n"


@pytest.fixture
def crowded(committee, opened):
    """A published SKD result of one line of two people, beside whom two thousand more are candidates."""
    vacancy = committee.vacancy(quota=2)
    for number in (1, 2):
        committee.applicant(vacancy, f"24{number:010d}")
    committee.score(opened, "SKD", HEAD + "240000000001;65;80;166;\n240000000002;70;90;180;\n")
    path = committee.publish(opened, "SKD", "Hasil SKD")
    db = committee.runtime.db
    known = db.state.find_one({"aggregate": "candidate"})
    more = [
        {
            **known,
            "_id": f"candidate-{uuid.uuid4()}",
            "data": {
                **known["data"],
                "participant_no": f"25{number:010d}",
                "person": str(uuid.uuid4()),
                "application": str(uuid.uuid4()),
            },
        }
        for number in range(PEOPLE)
    ]
    db.state.insert_many(more)
    db.state.insert_many(
        {**known, "_id": f"ranking-{uuid.uuid4()}", "aggregate": "ranking", "data": {"round": "another"}}
        for _ in range(PEOPLE)
    )
    return opened, path


def looked_at(committee, ask):
    """(documents that MongoDB examined, calls) for one request."""
    total, calls = 0, 0
    databases = (committee.runtime.db, committee.runtime.rows)
    for database in databases:
        database.command("profile", 2)
    try:
        assert ask().status_code == 200
    finally:
        for database in databases:
            database.command("profile", 0)
    for database in databases:
        for one in database["system.profile"].find({"ns": {"$not": {"$regex": "system.profile"}}}):
            total += one.get("docsExamined", 0)
            calls += one["op"] in ("query", "command", "getmore")
        database["system.profile"].drop()
    return total, calls


@pytest.mark.parametrize(
    ("place", "role"),
    [
        ("/v1/rounds", None),
        ("/v1/rounds/{round}", None),
        ("/v1/rounds/{round}/progress", None),
        ("/v1/rounds/{round}/tally", "panitia"),
        ("/v1/rounds/{round}/candidates", "panitia"),
        ("/v1/rounds/{round}/candidates?participant_no=250000001999", "panitia"),
        ("/v1/rounds/{round}/rankings?stage=SKD", "panitia"),
        ("/v1/score-batches", "panitia"),
        ("/v1/waiting", "panitia"),
        ("/v1/results", None),
        ("{result}", None),
        ("{result}/bundle", None),
        ("/v1/participants/240000000001", None),
        ("/v1/candidates/mine", "pelamar"),
    ],
)
def test_a_page_is_read_by_its_index(committee, crowded, place, role):
    round_id, result = crowded
    path = place.format(round=round_id, result=result)
    documents, calls = looked_at(committee, lambda: committee.get(path, role))
    assert documents <= LOOKED_AT and calls <= 20, (documents, calls)


def test_a_later_page_costs_what_the_first_one_does(committee, crowded):
    path, seen, after = f"/v1/rounds/{crowded[0]}/candidates?limit=200", 0, ""
    while True:
        answer = {}
        documents, _ = looked_at(
            committee, lambda a=after, b=answer: b.setdefault("it", committee.get(path + a, "panitia"))
        )
        assert documents <= 3 * 201
        seen += len(answer["it"].json["items"])
        if answer["it"].json["next"] is None:
            break
        after = f"&after={answer['it'].json['next']}"
    assert seen == PEOPLE + 2
