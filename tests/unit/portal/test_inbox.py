"""The staff's inbox: what is due first stands first, and what one signed oneself waits for somebody else."""

import pytest
from asnplatform.waiting.schemas import KINDS as AGENCIES
from asnplatform.waiting.schemas import TURNS as OF_PLATFORM
from feedback.waiting.schemas import KINDS as OPINIONS
from feedback.waiting.schemas import TURNS as OF_FEEDBACK
from portal.pages import blueprints
from portal.staff.inbox import STEP, TURNS, WORDS, Item, ordered
from portal.staff.waiting import _steps
from registration.waiting.schemas import KINDS as FILES
from registration.waiting.schemas import TURNS as OF_REGISTRATION
from selection.waiting.schemas import KINDS as SIGNATURES
from selection.waiting.schemas import TURNS as OF_SELECTION
from training.waiting.schemas import KINDS as LEARNING
from training.waiting.schemas import TURNS as OF_TRAINING


def item(what, **more):
    return Item(what, f"/{what}", TURNS["you"], **more)


def test_a_day_comes_before_no_day_and_the_longest_waiting_before_what_just_came():
    late, soon = item("late", due="2026-12-01"), item("soon", due="2026-12-17T10:00:00Z", since="2026-11-01T00:00:00Z")
    old, new = (item(name, since=f"2026-11-{day}T08:00:00Z") for name, day in (("old", "03"), ("new", "29")))
    step = Item("step", "/step", STEP)
    assert [one.what for one in ordered([step, new, soon, old, late])] == ["late", "soon", "old", "new", "step"]


@pytest.mark.parametrize("kind", [*FILES, *SIGNATURES, *LEARNING, *OPINIONS, *AGENCIES])
def test_whatever_waits_in_a_service_has_its_word_here(kind):
    assert WORDS[kind]


def test_whoever_turn_it_is_has_its_badge():
    assert {*OF_REGISTRATION, *OF_SELECTION, *OF_TRAINING, *OF_FEEDBACK, *OF_PLATFORM} == TURNS.keys()
    assert len({(str(badge.word), badge.shape) for badge in TURNS.values()}) == len(TURNS)


def test_the_next_step_of_a_period_is_told_by_what_the_inbox_knows_of_it(app, at):
    """As `PeriodWaiting` has a period, and nothing more: registration is open, so the first list waits for its end."""
    asked = {"registered": 3, "submitted": 3, "undecided": 0, "draft": 0, "withdrawn": 0, "MS": 3, "TMS": 0}
    period = {
        "period": "CPNS-2026", "name": "Seleksi", "open": True, "registration_closes": "2026-12-01T16:59:59Z",
        "lines": 1, "quota": 1, "applications": asked, "announced": {},
        "objections": {"filed": 0, "unanswered": 0, "accepted": 0, "rejected": 0},
    }  # fmt: skip
    rounds = {"CPNS-2026": {"rule_set": {"id": "KEPMEN321-2024"}, "proposed": None, "results": {}, "tally": None}}
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    with at():
        [step] = _steps([period], rounds)
    assert step.what == "Umumkan hasil administrasi"
    assert step.about.startswith("Menunggu pendaftaran ditutup 1 Desember")
