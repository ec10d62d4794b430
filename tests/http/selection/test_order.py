"""The order of stages over HTTP: what is missing is named, two people sign the reason, and everybody reads it."""

import pytest

from tests.http.selection.conftest import decided_again, problem
from tests.http.selection.test_journey import SKD
from tests.http.selection.test_journey import people as people

REASON = "Jadwal CAT ditetapkan BKN sebelum masa sanggah selesai."


@pytest.fixture
def ranked(committee, opened, people):
    """A ranked round of which the list of the file check is announced, and the one after objections is not."""
    committee.score(opened, "SKD", SKD)
    assert committee.rank(opened, "SKD")["refused"] == 0
    return opened


def test_the_stage_that_is_missing_is_named_and_its_announcement_opens_the_way(committee, ranked):
    where = f"/v1/rounds/{ranked}/results/SKD/proposal"
    told = problem(committee.post(where, {}), 422, "urutan-tahap", "order_reason")
    assert "hasil pasca sanggah" in told["detail"] and "administrasi" not in told["detail"]
    problem(committee.post(where, {"order_reason": "....."}), 422, "isian", "order_reason")
    committee.announce({}, "pasca_sanggah")
    problem(committee.post(where, {"order_reason": REASON}), 422, "urutan-terpenuhi", "order_reason")
    assert committee.post(where).status_code == 200
    assert committee.pending(ranked, "SKD")["order"] is None


def test_two_people_go_ahead_with_a_reason_that_is_published_with_the_result(committee, ranked):
    order = {"ahead_of": ["pasca_sanggah"], "reason": REASON}
    where = f"/v1/rounds/{ranked}/results/SKD/proposal"
    assert committee.post(where, {"order_reason": REASON}).status_code == 200
    pending = committee.pending(ranked, "SKD")
    assert pending["order"] == order
    path, body = f"/v1/results/{pending['id']}", {"proposed": pending["proposed"]}
    same = committee.post(f"{path}/approval", body, version=pending["version"])
    problem(same, 403, "penanda-tangan-sama")
    assert committee.post(f"{path}/approval", body, "ketua", version=pending["version"]).status_code == 200
    signed = committee.pending(ranked, "SKD")
    letter = {"number": "800/1/BKPSDM", "title": "Hasil SKD", "approved": signed["approved"]}
    assert committee.post(f"{path}/publication", letter, "ketua", version=signed["version"]).status_code == 200
    assert committee.get(path).json["order"] == order == committee.get("/v1/results").json["items"][0]["order"]
    store = committee.runtime.store
    assert [event.data["order"] for event in store.events(f"result-{pending['id']}")] == [order] * 3
    assert decided_again(store) >= {"result.proposed", "result.approved", "result.published"}
