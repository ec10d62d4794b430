"""What a computer can say about an application before a person decides.

Each check is "meets", "not_met" or "review". They are shown to the applicant and the
verifier and refuse nobody: people decide on people (UU 27/2022 Pasal 10).
"""

from datetime import date
from decimal import Decimal

from ..rules.eligibility import age_ok


def checks(vacancy: dict, *, birth_date: date, counted_on: date, education: dict, gpa: str | None, nik: str) -> list:
    """The list of {rule, result} for one application.

    `vacancy` is a line's state, `education` {level, programme} in the clear, `gpa` a decimal as text or
    None, `nik` the account's nik_check.
    """
    found = [
        {"rule": "age", "result": age_check(vacancy, birth_date, counted_on)},
        {"rule": "education", "result": education_check(vacancy, education)},
    ]
    if vacancy["gpa_min"] is not None:
        found.append({"rule": "gpa", "result": gpa_check(vacancy, gpa)})
    found.append({"rule": "identity", "result": "meets" if nik == "MATCH" else "review"})
    return found


def age_check(vacancy: dict, birth_date: date, counted_on: date) -> str:
    return "meets" if age_ok(birth_date, counted_on, vacancy["age_min"], vacancy["age_max"]) else "not_met"


def education_check(vacancy: dict, education: dict) -> str:
    """The same level with another name of the programme is for a person to judge."""
    same_level = [item for item in vacancy["education"] if item["level"] == education["level"]]
    if not same_level:
        return "not_met"
    named = _plain(education["programme"])
    return "meets" if any(_plain(item["programme"]) == named for item in same_level) else "review"


def gpa_check(vacancy: dict, gpa: str | None) -> str:
    if gpa is None:
        return "review"
    return "meets" if Decimal(gpa) >= Decimal(vacancy["gpa_min"]) else "not_met"


def _plain(programme: str) -> str:
    return " ".join(programme.casefold().split())
