"""A complaint from its sending to its end, and every term on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.events import fold
from asnkit.wib import day_begins
from feedback.complaint import domain
from feedback.complaint.domain import (
    AGGREGATE,
    Answer,
    Ask,
    Confirm,
    Erase,
    Lapse,
    Merge,
    Postpone,
    Prioritise,
    Recount,
    Refuse,
    Reply,
    Resume,
    Return,
    Route,
    Submit,
    next_moment,
)
from feedback.rules.calendar import Amendment, term

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
SEALED = {"sealed": "v1", "kid": ID, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
PUSKESMAS = "UPTD Puskesmas Datuk Bandar"
SUBMIT = Submit("K7QM-2XPD", "complaint", None, False, SEALED, SEALED, None, None, (), ())
ROUTE = Route(PUSKESMAS, True, "complaint")
TUESDAY = date(2026, 8, 18)  # the day after a holiday


def at(day, hour=12):
    return day_begins(day) + timedelta(hours=hour)


class Story:
    """What happened to one complaint, day by day; each fact is checked against its contract and folded."""

    def __init__(self):
        self.state, self.facts = None, []

    def on(self, day, *commands):
        for command in commands:
            for fact in AGGREGATE.decide(self.state, command, at(day)):
                made = event(fact, len(self.facts) + 1, f"complaint-{ID}", at(day), service="feedback")
                self.state = fold(AGGREGATE, [replace(made, time=fact.time or made.time)], self.state)
                self.facts.append(fact)
        return self

    def refuses(self, day, command):
        with pytest.raises(domain.Refused) as caught:
            AGGREGATE.decide(self.state, command, at(day))
        return caught.value.rule

    @property
    def names(self):
        return [fact.name.partition(".")[2] for fact in self.facts]


def sent():
    return Story().on(TUESDAY, SUBMIT)


def routed():
    return sent().on(TUESDAY, ROUTE)


def answered():
    return routed().on(TUESDAY, Answer(SEALED))


def test_the_receipt_says_until_when_it_is_handed_on_and_answered():
    state = sent().state
    assert (state["verify"]["due"], state["answer"]["due"]) == ("2026-08-21", "2026-09-08")
    assert state["answer"]["calendar"][0]["decree"].startswith("SKB Menteri Agama 1497/2025")


def test_nothing_that_the_reporter_does_says_the_hour():
    story = sent()
    assert datetime.fromisoformat(story.facts[0].time) == day_begins(TUESDAY)
    day = TUESDAY + timedelta(days=1)
    reply = story.on(TUESDAY, ROUTE).on(day, Reply(SEALED, False)).facts[-1]
    assert datetime.fromisoformat(reply.time) == day_begins(day)
    same = routed().on(TUESDAY, Reply(SEALED, False)).facts[-1]
    assert datetime.fromisoformat(same.time) == at(TUESDAY), "never before the event before it"


@pytest.mark.parametrize(("kind", "due"), [("information", "2026-08-26"), ("supervision", "2026-11-11")])
def test_the_class_that_the_officer_finds_sets_the_term_from_the_day_of_sending(kind, due):
    story = sent().on(TUESDAY + timedelta(days=1), replace(ROUTE, kind=kind))
    assert story.state["answer"]["due"] == due
    assert story.state["answer"]["due"] == term(TUESDAY, domain.ANSWER_DAYS[kind]).due.isoformat()


def test_a_term_that_is_over_is_told_exactly_once_by_whoever_comes_first():
    last = date(2026, 8, 21)
    assert next_moment(sent().state) == day_begins(last + timedelta(days=1))
    assert sent().on(last, Lapse()).names == ["submitted"], "its last day is not over"
    by_the_clock = sent().on(last + timedelta(days=1), Lapse(), Lapse(), ROUTE)
    assert by_the_clock.names == ["submitted", "sla_breached", "routed"]
    by_the_act = sent().on(last + timedelta(days=1), ROUTE, Lapse())
    assert by_the_act.names == ["submitted", "sla_breached", "routed"]
    late = by_the_act.on(date(2026, 9, 9), Lapse(), Lapse(), Answer(SEALED))
    assert [fact.data["term"] for fact in late.facts if fact.name.endswith("breached")] == ["verify", "answer"]
    assert late.facts[-1].name == "complaint.answered"


def test_while_the_reporter_is_asked_the_clocks_stand_still_and_nothing_else_is_done():
    asked = routed().on(TUESDAY + timedelta(days=1), Ask(SEALED))
    assert asked.refuses(TUESDAY + timedelta(days=2), Answer(SEALED)) == "menunggu-pelapor"
    assert asked.on(date(2026, 8, 26), Lapse()).names[-1] == "asked"
    back = asked.on(date(2026, 8, 26), Reply(SEALED, False))
    # Asked on Wednesday, answered on the Wednesday after: five working days, less the holiday on 25 August.
    assert (back.state["status"], back.state["asked"]) == ("in_progress", False)
    without = term(TUESDAY, 14, ((TUESDAY + timedelta(days=1), date(2026, 8, 26)),)).due.isoformat()
    assert back.state["answer"]["due"] == without > "2026-09-08"


def test_who_is_asked_and_says_nothing_for_ten_working_days_has_it_closed():
    asked = routed().on(TUESDAY, Ask(SEALED))
    assert next_moment(asked.state) == day_begins(date(2026, 9, 3))
    assert asked.on(date(2026, 9, 2), Lapse()).state["status"] == "forwarded"
    ended = asked.on(date(2026, 9, 3), Lapse(), Lapse())
    assert (ended.names[-2:], ended.state["status"], ended.state["closed_by"]) == (
        ["asked", "closed"], "closed", "time",
    )  # fmt: skip


def test_an_answer_is_closed_by_the_reporter_or_after_ten_working_days():
    by_hand = answered().on(TUESDAY, Confirm())
    assert (by_hand.state["closed_by"], by_hand.facts[-1].data["days"]) == ("reporter", 0)
    assert by_hand.refuses(TUESDAY, Reply(SEALED, True)) == "aduan-sudah-selesai"
    by_time = answered().on(date(2026, 9, 2), Lapse()).on(date(2026, 9, 3), Lapse())
    assert (by_time.state["closed_by"], by_time.facts[-1].data["days"]) == ("time", 16)
    assert routed().refuses(TUESDAY, Confirm()) == "belum-dijawab"


def test_what_is_not_solved_is_open_again_once_with_a_term_of_its_own():
    day = date(2026, 8, 26)
    again = answered().on(day, Reply(SEALED, True))
    assert (again.state["status"], again.state["closes"]) == ("in_progress", None)
    assert again.state["answer"]["due"] == term(day, 14).due.isoformat()
    again.on(day, Answer(SEALED))
    assert again.refuses(day, Reply(SEALED, True)) == "sudah-dibuka-lagi"
    assert again.on(day, Reply(SEALED, False)).state["status"] == "answered", "a word more opens nothing"


def test_what_is_postponed_stands_still_and_goes_on_where_it_was():
    held = sent().on(TUESDAY, Postpone(SEALED))
    assert held.on(date(2026, 9, 30), Lapse()).names == ["submitted", "postponed"]
    back = held.on(date(2026, 9, 30), Resume(SEALED))
    assert (back.state["status"], back.state["verify"]["due"]) == ("received", "2026-10-02")
    assert back.refuses(date(2026, 9, 30), Resume(SEALED)) == "tidak-ditunda"


def test_what_was_refused_or_merged_by_mistake_is_taken_up_again_and_no_day_of_it_is_given_back():
    other = sent().state | {"number": "ABCD-EFGH"}
    for act in (Refuse(SEALED), Merge(ID, other)):
        ended = routed().on(TUESDAY, act)
        assert ended.state["status"] in ("not_our_authority", "archived") and next_moment(ended.state) is None
        back = ended.on(date(2026, 8, 20), Resume(SEALED))
        assert (back.state["status"], back.state["answer"]["due"], back.state["into"]) == (
            "forwarded", "2026-09-08", None,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "rule"),
    [(None, "aduan-induk"), ({}, "aduan-induk"), ({"number": "ABCD-EFGH", "status": "archived"}, "aduan-induk")],
)
def test_a_complaint_is_merged_into_another_one_that_still_stands(other, rule):
    state = routed().state
    into = None if other is None else state | other
    assert routed().refuses(TUESDAY, Merge(ID, into)) == rule


def test_a_complaint_is_checked_before_it_is_answered_and_goes_to_units_that_there_are():
    assert sent().refuses(TUESDAY, Answer(SEALED)) == "belum-diteruskan"
    assert sent().refuses(TUESDAY, replace(ROUTE, known=False)) == "unit-tidak-dikenal"
    assert routed().refuses(TUESDAY, ROUTE) == "sudah-di-unit-itu"
    assert routed().on(TUESDAY, Route("Dinas Kesehatan", True, "complaint")).facts[-1].data["was_unit"] == PUSKESMAS
    assert Story().refuses(TUESDAY, replace(SUBMIT, unit="Sesuatu")) == "unit-tidak-dikenal"


def test_what_its_writer_was_not_warned_about_is_not_taken():
    warned = replace(SUBMIT, found=("NIK", "CORRUPTION"), aware=("NIK",))
    assert Story().refuses(TUESDAY, warned) == "peringatan-belum-dibaca"
    assert Story().on(TUESDAY, replace(warned, aware=("CORRUPTION", "NIK"))).names == ["submitted"]


def test_what_is_erased_is_gone_for_everybody_and_counts_on():
    gone = sent().on(date(2026, 8, 24), Erase())
    assert gone.names == ["submitted", "sla_breached", "erased"] and next_moment(gone.state) is None
    for command in (Lapse(), ROUTE, Erase(), Confirm()):
        assert gone.refuses(date(2026, 8, 24), command) == "aduan-tidak-ada"


def test_a_year_without_a_decree_counts_weekends_only_and_says_so():
    known, unknown = term(TUESDAY, 14), term(date(2026, 12, 28), 14)
    assert (known.provisional, unknown.provisional, unknown.due) == (False, True, date(2027, 1, 15))
    assert unknown.decrees[2027] is None and unknown.decrees[2026]


def test_a_conversation_ends_somewhere():
    story = routed()
    story.on(TUESDAY, *[Reply(SEALED, False)] * domain.MOST_MESSAGES)
    assert story.refuses(TUESDAY, Reply(SEALED, False)) == "percakapan-penuh"


def test_the_day_is_the_citys():
    late = datetime(2026, 8, 17, 17, 30, tzinfo=UTC)  # half past midnight in Tanjungbalai
    [fact] = AGGREGATE.decide(None, SUBMIT, late)
    assert fact.data["day"] == "2026-08-18"


def test_what_a_unit_gives_back_lies_with_the_officer_while_the_clock_goes_on():
    story = Story().on(TUESDAY, SUBMIT)
    assert (
        not domain.lies_with(story.state, {PUSKESMAS})
        and story.refuses(TUESDAY, Return(SEALED, True)) == "tidak-di-unit"
    )
    due = story.on(TUESDAY, ROUTE).state["answer"]
    assert domain.lies_with(story.state, {PUSKESMAS}) and not domain.lies_with(story.state, {"BKPSDM"})
    story.on(TUESDAY + timedelta(days=1), Return(SEALED, True))
    assert not domain.lies_with(story.state, {PUSKESMAS})
    assert (story.state["status"], story.state["answer"], story.state["returned"]["by"]) == ("forwarded", due, "unit")
    assert story.refuses(TUESDAY, Return(SEALED, False)) == "tidak-di-unit"
    assert [message["kind"] for message in story.state["messages"]] == [], "the reporter does not read the reason"
    assert domain.lies_with(story.on(TUESDAY + timedelta(days=1), ROUTE).state, {PUSKESMAS}), (
        "also to the same unit again"
    )
    assert story.state["returned"] is None


def test_who_wrote_a_message_is_told_by_the_role():
    routed, fact = (
        Story().on(TUESDAY, SUBMIT, ROUTE).state,
        Story().on(TUESDAY, SUBMIT, ROUTE, Answer(SEALED)).facts[-1],
    )
    said = event(fact, 3, f"complaint-{ID}", at(TUESDAY), service="feedback")
    by = {actor: AGGREGATE.evolve(routed, replace(said, actor=actor))["messages"][-1]["by"]
          for actor in ("aduan:x", "penghubung:y")}  # fmt: skip
    assert by == {"aduan:x": "officer", "penghubung:y": "unit"}


EID = Amendment(2026, "SKB Menteri Agama 1/2026", (date(2026, 8, 19), date(2026, 8, 20)), ())


def test_a_decree_moves_the_terms_that_run_and_says_whose_word_it_is():
    story = Story().on(TUESDAY, SUBMIT).on(TUESDAY, Recount((EID,)))
    assert (story.state["verify"]["due"], story.state["answer"]["due"]) == ("2026-08-26", "2026-09-10")
    assert story.state["verify"]["calendar"] == [{"year": 2026, "decree": EID.decree}]
    story.on(TUESDAY, Recount((EID,)))
    assert [fact.name for fact in story.facts].count("complaint.rescheduled") == 1, "once, however often it is counted"
    back = Amendment(2026, "SKB Menteri Agama 2/2026", (), EID.added)
    assert story.on(TUESDAY, Recount((EID, back))).state["verify"]["due"] == "2026-08-21"


def test_a_decree_leaves_what_was_missed_and_what_stands_still():
    late = date(2026, 8, 24)
    story = Story().on(TUESDAY, SUBMIT).on(late, Lapse()).on(late, Recount((EID,)))
    assert story.state["verify"]["due"] == "2026-08-21" and story.state["answer"]["due"] == "2026-09-10"
    asked = Story().on(TUESDAY, SUBMIT, ROUTE, Ask(SEALED))
    assert AGGREGATE.decide(asked.state, Recount((EID,)), at(TUESDAY)) == []
    asked.on(TUESDAY, Reply(SEALED, False, (EID,)))
    assert asked.state["answer"]["due"] == "2026-09-10", "it is counted when the clock goes on"


def test_what_a_unit_did_late_or_did_not_solve_is_a_trouble_of_its_quarter():
    story = routed().on(date(2026, 10, 1), Lapse())
    assert story.state["troubles"] == [{"kind": "late", "unit": PUSKESMAS, "quarter": "2026-Q4"}]
    unsolved = answered().on(TUESDAY + timedelta(days=1), Reply(SEALED, True))
    assert unsolved.state["troubles"] == [{"kind": "reopened", "unit": PUSKESMAS, "quarter": "2026-Q3"}]


def test_what_no_unit_had_is_no_units_trouble():
    assert sent().on(date(2026, 10, 1), Lapse()).state["troubles"] == []


def test_what_comes_first_keeps_its_terms_and_is_said_once():
    first = routed().on(TUESDAY, Prioritise(True, SEALED))
    assert first.names[-1] == "prioritised" and first.state["priority"]["urgent"]
    assert [first.state[name] for name in ("verify", "answer", "status")] == [
        routed().state[name] for name in ("verify", "answer", "status")
    ]
    assert first.refuses(TUESDAY, Prioritise(True, SEALED)) == "prioritas-sama"
    assert routed().refuses(TUESDAY, Prioritise(False, SEALED)) == "prioritas-sama"
    assert not first.on(TUESDAY, Prioritise(False, SEALED)).state["priority"]["urgent"]
    ended = answered().on(TUESDAY, Confirm())
    assert ended.refuses(TUESDAY, Prioritise(True, SEALED)) == "aduan-sudah-selesai"


def test_what_an_officer_wrote_down_at_the_counter_says_so():
    assert Story().on(TUESDAY, replace(SUBMIT, helped=True)).state["helped"]
    assert "helped" not in sent().facts[0].data and not sent().state["helped"]
