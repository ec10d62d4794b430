"""Academic value and birth date of tied people, from registration, over HTTP.

Asked with a token of this service that allows just this; used for one computation and
kept nowhere: events say only which step decided.
"""

import requests
from asnkit import tokens
from asnkit.errors import Unavailable
from asnkit.settings import Settings

SCOPE = "registration:tiebreaks"
SECONDS = 5
PERSONS_A_CALL = 1000


def fetch(settings: Settings, persons: list[str]) -> dict[str, dict]:
    """{gpa, birth_date} by person, unknown people left out. Raises Unavailable."""
    if not persons:
        return {}
    try:
        return _fetch(settings, persons)
    except (requests.RequestException, ValueError, KeyError) as error:
        raise Unavailable("registration: tie-break data") from error


def _fetch(settings: Settings, persons: list[str]) -> dict[str, dict]:
    headers = {"Authorization": f"Bearer {tokens.fetch(settings, SCOPE)}"}
    url = f"{settings.urls['registration']}/v1/tiebreaks"
    found = {}
    for start in range(0, len(persons), PERSONS_A_CALL):
        body = {"persons": persons[start : start + PERSONS_A_CALL]}
        answer = requests.post(url, json=body, headers=headers, timeout=SECONDS)
        answer.raise_for_status()
        for item in answer.json()["items"]:
            found[item["person"]] = {"gpa": item["gpa"], "birth_date": item["birth_date"]}
    return found
