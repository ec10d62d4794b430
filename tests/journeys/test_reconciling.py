"""The end of the demo: whatever does not add up is seen."""

import hashlib
import random
from types import SimpleNamespace

import pytest
from feedback.rules.spread import Complete, importance, margin, told

from demo import refigure, summary
from demo.complaints import CONFIRMED, FORGOTTEN, fate
from demo.shape import Shape

TOLD = {
    "registered": 1108, "submitted": 1062, "never_submitted": 46, "begun_again": 1, "ms": 880, "tms": 182,
    "objections": 86, "accepted": 14, "rejected": 72, "ms_after": 894, "candidates": 894, "present": 845, "absent": 48,
    "disqualified": 1, "skd": {"P/L": 254, "TL": 640}, "skb": 254, "final": {"L": 80, "TL": 174}, "quota": 81,
    "filled": 80, "empty": 1, "appointed": 80, "roster": 80, "enrolled": 80,
    "latsar": 10, "latsar_passed": 9, "latsar_failed": 1, "latsar_dismissed": 1, "latsar_credited": 9,
    "projects": 10, "projects_examined": 10, "seats": 128, "seats_free": 4, "seated": 124,
    "asked_superior": 3, "approved": 2, "declined": 1,
    "passed": 31, "reviews": 31, "certificates": 30, "revoked": 1, "reissued": 1,
    "tested": 40, "pairs": 31, "unpaired": 9,
    "lesson_hours": 744, "earned_hours": 744,
    "index_quarters": 4, "comments": 8, "comments_shown": 6, "comments_withheld": 1, "comments_unread": 1,
    "complaints": 40, "complaints_open": 18, "complaints_ended": 22,
    "extended": 1, "letters_corrected": 1, "ties": 1, "corrected": 2, "contested": 3, "upheld": 1, "dismissed": 2,
}  # fmt: skip
MESSAGES = {
    "submitted": 1062, "period_moved": 310, "line_closed": 1, "announced_files": 1062,
    "announced_after_objections": 1062, "announced_skd": 894, "announced_final": 2 * 894, "letter_corrected": 1062,
    "appointed": 80,
}  # fmt: skip
COUNTED = {
    **TOLD, "events": 9, "acknowledged": 2, "messages": MESSAGES, "messages_twice": 0, "begun_before_a_move": 310,
    "begun_before_an_end": 1, "revocations_told": 1, "reissues_told": 1,
}  # fmt: skip
ANNOUNCED = [{"stage": stage} for stage in ("administrasi", "pasca_sanggah", "skd", "final", "final")]
CITY = SimpleNamespace(
    shape=Shape(),
    services=SimpleNamespace(acknowledged=["a@1", "b@1", "a@1"]),
    announcements=lambda: ANNOUNCED,
    surveys=["1", "2", "3"],
)


def failing(told=TOLD, counted=COUNTED, logged=9):
    return [check for check in summary.checks(CITY, told, counted, logged) if not check.holds]


def test_a_round_that_adds_up():
    assert failing() == []


@pytest.mark.parametrize("name", [name for name, value in TOLD.items() if isinstance(value, int)])
def test_each_total_matters(name):
    assert failing({**TOLD, name: TOLD[name] + 1}, {**COUNTED, name: TOLD[name] + 1})


@pytest.mark.parametrize("name", [name for name in COUNTED if name != "messages"])
def test_kafka_must_say_the_same(name):
    assert failing(counted={**COUNTED, name: 7})


@pytest.mark.parametrize("kind", MESSAGES)
def test_whoever_is_not_told_or_is_told_too_often_is_seen(kind):
    for number in (MESSAGES[kind] - 1, MESSAGES[kind] + 1):
        assert failing(counted={**COUNTED, "messages": {**MESSAGES, kind: number}})


def test_an_event_without_an_entry_is_seen():
    assert [check.values for check in failing(logged=8)] == [(9, 8)]


MEANS = {9: "3.00", 10: "3.33", 12: "4.00"}
ELEMENTS = [
    {"key": f"e{place}", "n": 3, "total": total, "shown": MEANS[total], "importance": None}
    for place, total in enumerate((9, 10, 9, 9, 9, 10, 9, 9, 12))
]
COUNTED_IDS = b'["a","b","c"]'
IKM = {"responses": 3, "shown": "79.63", "grade": "B", "elements": ELEMENTS, "channels": {"counter": 2, "web": 1}}
IKM |= {"complete": None, "margin": None}
IKM_OF_TWO_WAYS = IKM | {"counted_sha256": hashlib.sha256(COUNTED_IDS).hexdigest(), "channels": {"counter": 2}}
SURVEY = {"title": "SKM", "ikm": IKM | {"counted_sha256": hashlib.sha256(COUNTED_IDS).hexdigest()}}


def differing(survey, counted=COUNTED_IDS):
    return [what for what, published, again in refigure.index(survey, counted) if published != again]


def test_an_index_is_computed_again_from_what_is_published():
    assert differing(SURVEY) == []
    assert differing(SURVEY | {"ikm": SURVEY["ikm"] | {"shown": "79.64"}}) == ["SKM, index"]
    assert differing(SURVEY | {"ikm": SURVEY["ikm"] | {"grade": "A"}}) == ["SKM, band"]
    assert differing(SURVEY, b'["a","b"]') == ["SKM, answers", "SKM, their digest"]
    assert differing(SURVEY | {"ikm": IKM_OF_TWO_WAYS}) == ["SKM, answers by channel"]


def test_an_interval_and_what_goes_with_what_are_computed_again_from_sums():
    dice = random.Random(7)
    forms = [[dice.randint(1 + place % 2, 4) for place in range(9)] for _ in range(40)]
    totals = [sum(form[place] for form in forms) for place in range(9)]
    products = [sum(form[i] * form[j] for form in forms) for i in range(9) for j in range(i, 9)]
    sums = {"n": len(forms), "totals": totals, "products": products}
    published = Complete(**sums)
    assert str(refigure.margin(**sums)) == told(margin(published))
    again = [str(refigure.importance(place, **sums)) for place in range(9)]
    assert again == [told(importance(published, place)) for place in range(9)] and len(set(again)) > 5
    same = [0 * one for one in totals], [0 * one for one in products]
    assert refigure.importance(0, 40, *same) is importance(Complete(40, *same), 0) is None


def test_a_sheet_of_complaints_adds_up_where_nothing_is_held_back():
    sheet = [
        ["Unit", "Baru", "Selesai", "Jumlah"],
        ["A", "5", "7", "12"],
        ["B", "", "9", "9"],
        ["Semua", "5", "16", "22"],
    ]
    found = {what: (told, again) for what, told, again in refigure.sums(sheet)}
    assert found == {
        "complaints, A": (12, 12), "complaints, Semua": (22, 21), "complaints, Selesai": (16, 16),
        "complaints, Jumlah": (22, 21),
    }  # fmt: skip


def test_a_further_complaint_has_the_fate_of_one_that_was_answered_or_forgotten():
    assert [fate(number) for number in range(40)] == list(range(40))
    assert {fate(number) for number in range(40, 69)} == set(range(CONFIRMED[0], FORGOTTEN[-1] + 1))
