"""A survey from its opening to its published index, answered by people who stay unknown."""

import pytest
from feedback.survey.questions import ELEMENTS

from .running import problem

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def feedback(serve):
    return serve("feedback")


def test_from_opening_to_the_published_index(feedback):
    officer = feedback.staff("aduan")
    body = {"unit": "BKPSDM", "service": "Pendaftaran CPNS", "title": "SKM 2024", "minimum": 5}
    problem(feedback.public.post("/v1/surveys", body), 401, "belum-masuk")
    problem(officer.post("/v1/surveys", body | {"minimum": 1}), 422, "isian", "minimum")
    id = officer.post("/v1/surveys", body).json()["id"]
    shown = feedback.public.get(f"/v1/surveys/{id}").json()
    assert [question["key"] for question in shown["questions"]] == list(ELEMENTS)

    path, good = f"/v1/surveys/{id}/responses", dict.fromkeys(ELEMENTS, 4)
    problem(feedback.public.post(path, {"answers": good | {"time": 5}}), 422, "isian", "answers.time")
    problem(feedback.public.post(path, {"answers": good | {"luck": 1}}), 422, "isian", "answers.luck")
    problem(feedback.public.post(path, {"answers": {}}), 422, "jawaban-kosong", "answers")
    for form in range(5):
        for _ in range(2):  # a form that is sent again counts once
            assert feedback.public.post(path, {"answers": good}, key=f"form-{form}").status_code == 201
    feedback.public.post(path, {"answers": {"time": 1}, "channel": "counter"})
    assert feedback.public.get(f"/v1/surveys/{id}").json()["responses"] == 6

    ikm = f"/v1/surveys/{id}/ikm"
    problem(officer.post(ikm, version=1), 409, "survei-masih-dibuka")
    assert officer.post(f"/v1/surveys/{id}/closing", version=1).status_code == 200
    problem(feedback.public.post(path, {"answers": good}), 409, "survei-sudah-ditutup")
    assert officer.post(ikm, version=2).status_code == 200
    problem(officer.post(ikm, version=3), 409, "ikm-sudah-terbit")

    feedback.deliver()
    [survey] = feedback.public.get("/v1/surveys?unit=BKPSDM").json()["items"]
    # time: (5 × 4 + 1) / 6 = 7/2, the others 4: (8 × 4 + 7/2) / 9 × 25 = 1775/18
    index = survey["ikm"]
    assert (index["index"], index["shown"], index["grade"]) == ("1775/18", "98.61", "A")
    time = next(element for element in index["elements"] if element["key"] == "time")
    assert (time["n"], time["total"], time["mean"], time["shown"]) == (6, 21, "7/2", "3.50")


def test_too_few_respondents_publish_nothing(feedback):
    officer = feedback.staff("ketua")
    body = {"unit": "Dinkes", "service": "Puskesmas", "title": "SKM 2024", "population": 1000}
    id = officer.post("/v1/surveys", body).json()["id"]
    assert feedback.public.get(f"/v1/surveys/{id}").json()["minimum"] == 278
    officer.post(f"/v1/surveys/{id}/closing", version=1)
    problem(officer.post(f"/v1/surveys/{id}/ikm", version=2), 409, "responden-kurang")


def test_an_answer_says_nothing_about_who_gave_it(feedback):
    stored = feedback.runtime.db.state.find_one({"aggregate": "response"})
    assert set(stored["data"]) == {"survey", "channel", "answers"}
    commit = feedback.runtime.db.commits.find_one({"stream": stored["_id"]})
    assert b'"actor":"publik:-"' in bytes(commit["events"][0]["bytes"])
