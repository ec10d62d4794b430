"""The effect of a training: over which answers it is measured, when, and how often."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from asnkit.commands import Context
from asnkit.wib import wib_date
from feedback.rules.spread import Complete
from feedback.survey.domain import Close, Open, Publish
from feedback.survey.index import Counted, index_of
from feedback.survey.questions import ELEMENTS

from .running import problem
from .test_appraisals import told, unit

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def feedback(serve):
    return serve("feedback")


def published(feedback, where, answers, low, service="KTP"):
    """An index over so many answers of 4, or of 2 throughout for `low` of them."""
    stream, total = f"survey-{uuid.uuid4()}", 4 * (answers - low) + 2 * low
    complete = Complete(answers, [total] * 9, [16 * (answers - low) + 4 * low] * 45)

    def work(tx):
        tx.decide(stream, Open(where, service, "SKM", 5))
        tx.decide(stream, Close(answers))
        state = tx.load(stream).state
        counted = Counted(answers, dict.fromkeys(ELEMENTS, (answers, total)), "0" * 64, complete)
        tx.decide(
            stream, Publish(f"publication-{uuid.uuid4()}", {"index": index_of(state, counted)}, ("aduan", "ketua"))
        )

    context = Context(actor="service:feedback", command_id=uuid.uuid4().hex, correlationid="c1")
    feedback.runtime.store.run(context, work)


def example(name, **more):
    return json.loads(Path(f"shared/contracts/training/{name}.v1.json").read_text())["examples"][0] | more


def test_it_is_measured_over_the_services_that_were_surveyed_on_both_sides_and_once_each_time(feedback):
    officer, session = feedback.staff("diklat"), str(uuid.uuid4())
    units = {name: str(uuid.uuid4()) for name in ("Dinas Dukcapil", "Dinas Perizinan")}
    (ours, theirs), begins = units.items(), wib_date(feedback.clock.now()) + timedelta(days=1)
    day = {"date": begins.isoformat(), "begins": "08:00", "ends": "16:00"}
    fixed = {"measure": "time", "units": [ours[1]], "others": [theirs[1]]}
    ask = {"session": session}
    problem(officer.post("/v1/effects", ask), 404, "sesi-tidak-ada", "session")
    feedback.deliver(
        *(unit(id, name, None) for name, id in units.items()),
        told(f"session-{session}", "session.scheduled", **example("session.scheduled", days=[day])),
    )
    problem(officer.post("/v1/effects", ask), 409, "tanpa-pembanding")
    passed = example("participant.passed", session=session)
    feedback.deliver(
        told(f"comparison-{session}", "comparison.fixed", **example("comparison.fixed", session=session, **fixed)),
        told(f"participant-{passed['enrolment']}", "participant.passed", **passed),
    )
    for name in units:
        published(feedback, name, 40, 30)
        published(feedback, name, 31, 31, service="KK")
    feedback.clock.forward(timedelta(days=3))
    problem(officer.post("/v1/effects", ask), 409, "belum-waktunya")
    problem(feedback.staff("aduan").post("/v1/effects", ask), 403, "peran")
    problem(feedback.public.get(f"/v1/effects/{session}"), 404, "dampak-belum-diukur")
    published(feedback, ours[0].upper(), 50, 10)
    published(feedback, theirs[0], 35, 30)
    feedback.clock.forward(timedelta(days=190))
    assert officer.post("/v1/effects", ask).status_code == 201
    problem(officer.post("/v1/effects", ask), 409, "sudah-diukur")
    [found] = feedback.public.get(f"/v1/effects/{session}").json()["measured"]
    assert found["figures"]["time"]["units"] == {
        "before": {"n": 40, "total": 100, "squares": 280},
        "after": {"n": 50, "total": 180, "squares": 680},
    }
    assert [found["figures"]["index"]["others"][when]["n"] for when in ("before", "after")] == [40, 35]
    assert (found["months"], found["group"], found["complaints"]["units"]) == (6, None, {"before": 0, "after": 0})
    assert passed["person"] not in json.dumps(found)
