"""The tests before and after a session, sat by everybody who is there."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from .callers import Caller
from .city import City

ITEMS, DRAWN, MINUTES = 8, 5, 20
RIGHT = {"BEFORE": 45, "AFTER": 85}
"""How many of a hundred answers are right."""
OPTIONS = ("Ya, selalu", "Hanya dengan izin atasan", "Tidak")


def publish(officer: Caller, course: str, title: str) -> dict[str, int]:
    """Each item's right option by its text."""
    items = [
        {"text": f"{title}: benarkah pernyataan nomor {n + 1}?", "options": list(OPTIONS), "key": n % len(OPTIONS)}
        for n in range(ITEMS)
    ]
    officer.post("training", f"/v1/courses/{course}/items", {"items": items})
    return {item["text"]: item["key"] for item in items}


def hold(city: City, sitters: dict[str, Caller], session: str, phase: str, keys: dict[str, int]) -> None:
    """Open a test now and let these people sit it; `keys` as `publish` gives them."""
    until: datetime = city.clock.now() + timedelta(minutes=2 * MINUTES)
    body = {"count": DRAWN, "minutes": MINUTES, "until": until.isoformat()}
    path = f"/v1/sessions/{session}/exams/{phase}"
    city.staff["diklat"].post("training", path, body)
    city.stages.each(f"  test {phase.lower()}", list(sitters.items()), _sitting(city, f"{path}/paper", phase, keys))


def learnt(officer: Caller, session: str) -> dict:
    """What the session's tests say."""
    return officer.get("training", f"/v1/sessions/{session}/learning").body


def points(officer: Caller, session: str) -> dict[str, str]:
    """Of the test after, by enrolment."""
    return {one["enrolment"]: one["after"] for one in learnt(officer, session)["people"] if one["after"]}


def _sitting(city: City, paper: str, phase: str, keys: dict[str, int]) -> Callable[[tuple[str, Caller]], None]:
    def sit(sitter: tuple[str, Caller]) -> None:
        person, who = sitter
        dice = random.Random(f"{city.seed}/test/{phase}/{person}")
        who.post("training", paper)
        for item in who.get("training", paper).body["questions"]:
            wrong = dice.randrange(100) >= RIGHT[phase]
            choice = (keys[item["text"]] + wrong) % len(OPTIONS)
            who.post("training", f"{paper}/answers", {"item": item["id"], "choice": choice})
        who.post("training", f"{paper}/hand-in")

    return sit
