"""Whole names for lists that need them: from registration, or from training of those who came by a list.

Each reading is recorded there.
"""

from flask_babel import gettext as _

from ..client import api

AT_ONCE = 500


def called(names: dict[str, str], person: str) -> str:
    """The name, or what stands for it on a page where nobody can read it any more."""
    return names.get(person) or _("Nama tidak ada lagi (%(id)s)", id=person[-6:])


def names_of(persons: list[str]) -> dict[str, str]:
    """Person → name; someone whose data are erased is left out."""
    return _asked("registration", persons)


def names_on_roster(persons: list[str]) -> dict[str, str]:
    """As names_of, of people on the roster."""
    found = _asked("registration", persons)
    others = [one for one in persons if one not in found]
    return found | _asked("training", others) if others else found


def _asked(service: str, persons: list[str]) -> dict[str, str]:
    found = {}
    for start in range(0, len(persons), AT_ONCE):
        answer = api(service).post("/v1/names", {"persons": persons[start : start + AT_ONCE]})
        found |= {item["person"]: item["name"] for item in answer["items"] if item["name"] is not None}
    return found
