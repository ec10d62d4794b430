"""Rows come out the same in every interleaving of the streams that touch them."""

from dataclasses import replace
from datetime import UTC, datetime

from asnkit.events import Fact
from hypothesis import given as for_all
from hypothesis import strategies as st
from registration.application.views import APPLICATIONS, TIMELINES
from registration.period.views import TALLIES
from registration.verification.paces import pace
from registration.verification.views import PACES

from tests.unit.registration.examples import (
    ANNOUNCEMENT_ID,
    APPLICATION_ID,
    DOCUMENT_ID,
    PERSON,
    SEALED,
    SHA,
    VACANCY_ID,
)
from tests.unit.registration.given import events

SUBJECT = {"period": "CPNS-2024", "vacancy": VACANCY_ID, "person": PERSON}
ANSWERED = {"education": {"level": "S1"}, "other_unit": True}
VERDICT = {**SUBJECT, **ANSWERED, "participant_no": "242715390847"}
CHECKS = [{"rule": "age", "result": "meets"}, {"rule": "gpa", "result": "not_met"}]
DESK = {"application": APPLICATION_ID, "period": "CPNS-2024", "vacancy": VACANCY_ID, "verifier": "verifikator:a"}
OBJECTION = {"application": APPLICATION_ID, "period": "CPNS-2024", "person": PERSON, "stage": "administrasi"}
OBJECTED = "objection-0192f0c4-7a16-7c3e-9b1d-2f6a5c8e0006"
ACCEPTING = {**OBJECTION, "fallen": ["GPA"], "reason_code": "COMMITTEE_ERROR", "answer": SEALED}

STREAMS = [
    events(
        Fact("application.started", SUBJECT),
        Fact(
            "application.submitted",
            {
                **VERDICT,
                "documents": [{"kind": "diploma", "document": DOCUMENT_ID, "sha256": SHA}],
                "checks": CHECKS,
            },
        ),
        Fact("application.verified", {**VERDICT, "verdict": "TMS", "reasons": ["GPA"], "basis": "file_check"}),
        Fact("application.verified", {**VERDICT, "verdict": "MS", "reasons": [], "basis": "objection"}),
        stream=f"application-{APPLICATION_ID}",
    ),
    events(
        Fact("verification.assigned", DESK),
        Fact("verification.released", {**DESK, "why": "decided"}),
        stream=f"verification-{APPLICATION_ID}",
    ),
    events(
        Fact(
            "objection.filed",
            {
                **OBJECTION,
                "vacancy": VACANCY_ID,
                "announcement": ANNOUNCEMENT_ID,
                "contests": ["GPA"],
                "text": SEALED,
            },
        ),
        Fact("objection.proposed", ACCEPTING),
        Fact("objection.accepted", {**ACCEPTING, "proposed": {"event": f"{OBJECTED}@2", "sha256": SHA}}),
        stream=OBJECTED,
    ),
]


def folded(view, sequence):
    rows = {}
    for event in sequence:
        for key in view.keys(event):
            rows[key] = view.fold(rows.get(key), event)
    return rows


@st.composite
def interleavings(draw):
    waiting = [list(stream) for stream in STREAMS]
    merged = []
    while any(waiting):
        chosen = draw(st.sampled_from([stream for stream in waiting if stream]))
        merged.append(chosen.pop(0))
    return merged


@for_all(interleavings())
def test_every_interleaving_gives_the_same_rows(sequence):
    in_order = [event for stream in STREAMS for event in stream]
    for view in (APPLICATIONS, TIMELINES):
        assert folded(view, sequence) == folded(view, in_order)


def test_a_row_says_what_the_staff_needs():
    [row] = folded(APPLICATIONS, [event for stream in STREAMS for event in stream]).values()
    assert (row["status"], row["warnings"], row["objection"], row["held_by"]) == ("MS", ["gpa"], "accepted", None)


def test_a_timeline_tells_roles_and_hides_the_text():
    [row] = folded(TIMELINES, [event for stream in STREAMS for event in stream]).values()
    assert len(row["entries"]) == 6
    assert "ciphertext" not in str(row)
    assert {entry["by"] for entry in row["entries"].values()} == {"verifikator"}


def test_what_is_proposed_is_not_told():
    [row] = folded(TIMELINES, STREAMS[2]).values()
    assert sorted(entry["what"].rpartition(".")[2] for entry in row["entries"].values()) == ["accepted", "filed"]


def numbers(facts):
    """What these facts leave of the period's numbers, where there is anything."""
    row = folded(TALLIES, facts)["CPNS-2024"]
    return {name: number for name, number in row.items() if number}


def test_the_numbers_follow_every_outcome_of_an_objection():
    decided, objected = STREAMS[0][:3], STREAMS[2]
    assert numbers([*decided, *objected[:2]]) == {"TMS": 1, "filed": 1}
    assert numbers([*STREAMS[0], *objected]) == {"MS": 1, "accepted": 1}
    fewer = {**VERDICT, "verdict": "TMS", "reasons": ["GPA"], "basis": "objection"}
    halved = replace(decided[2], data=fewer, id=f"application-{APPLICATION_ID}@4", streamversion=4)
    answer = {**OBJECTION, "accepted": False, "reason_code": "NO_NEW_FACT", "answer": SEALED}
    [answered] = events(Fact("objection.answered", {**answer, "fallen": ["AGE"], "standing": ["GPA"]}))
    assert numbers([*decided, halved, objected[0], answered]) == {"TMS": 1, "rejected": 1}


def test_a_pace_counts_how_files_came_and_went_and_by_which_day_they_were_decided():
    ways = ("returned", "decided", "recalled", "decided")
    sequence = [
        event
        for day, why in enumerate(ways, 1)
        for event in events(
            Fact("verification.assigned", DESK),
            Fact("verification.released", {**DESK, "why": why}),
            stream=f"verification-{APPLICATION_ID}",
            at=datetime(2024, 9, day, 18, tzinfo=UTC),
        )
    ]
    [row] = folded(PACES, sequence).values()
    assert [row[name] for name in ("taken", "decided", "returned", "recalled")] == [4, 2, 1, 1]
    assert row["days"] == {"2024-09-03": 1, "2024-09-05": 1}, "days are those of people here"
    assert row == next(iter(folded(PACES, reversed(sequence)).values()))
    weeks = [pace(row, [], datetime(2024, 9, day, 5, tzinfo=UTC))["week"] for day in (5, 10, 12)]
    assert weeks == [2, 1, 0]
    desks = [{"since": "2024-09-06T00:00:00Z"}, {"since": "2024-09-05T00:00:00Z"}]
    shown = pace(row, desks, datetime(2024, 9, 10, 5, tzinfo=UTC))
    assert (shown["held"], shown["oldest_since"]) == (2, "2024-09-05T00:00:00Z")
