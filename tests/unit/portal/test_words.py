"""Every code that a service uses has its word."""

from pathlib import Path

import portal
import pytest
from asnkit.catalogue import discover
from asnkit.contracts import Contracts
from asnkit.settings import NEIGHBOURS, Settings
from portal import words
from registration.application.domain import STATEMENTS
from registration.document.domain import LIMITS
from registration.vacancy.domain import JOB_KINDS, LEVELS, NEED_TYPES
from selection.ranking.schemas import CODES

NO_ICONS = "⧗⊘◷↩➤"
"""Signs that common fonts lack: they would be shown as empty boxes."""


def test_codes_have_words():
    assert set(words.NEED_TYPES) == set(NEED_TYPES)
    assert set(words.LEVELS) == set(LEVELS)
    assert set(words.JOB_KINDS) == set(JOB_KINDS)
    assert set(words.DOCUMENTS) == set(LIMITS)
    assert set(words.STATEMENTS) == set(STATEMENTS)
    assert set(words.CODES) == set(words.CODE_BADGES) >= set(CODES)


def test_whatever_is_opened_of_a_person_is_told_in_words():
    contracts = Contracts(Settings.contracts)
    told = contracts.schema("registration.disclosure.recorded")["properties"]
    files = contracts.schema("registration.document.viewed")["properties"]
    assert set(words.READ_FIELDS) == set(told["fields"]["items"]["enum"])
    assert set(words.READ_PURPOSES) == {*told["purpose"]["enum"], *files["purpose"]["enum"]}
    assert set(words.READ_REASONS) == set(told["why"]["enum"])


def test_every_list_of_the_time_machine_has_its_word():
    known = discover(NEIGHBOURS)
    unnamed = {name for _, name in (*known.aggregates, *known.views)} ^ set(words.LISTS)
    assert not unnamed, f"portal/words.py, LISTS: {sorted(unnamed)}"


@pytest.mark.parametrize(("language", "word"), [("id", "Lamaran dikirim"), ("en", "An application was submitted")])
def test_an_event_is_told_in_the_words_of_its_contract(at, language, word):
    with at(language=language):
        assert words.event_name("registration.application.submitted") == word
        assert words.event_name("registration.application.of_a_newer_release") == (
            "registration.application.of_a_newer_release"
        )


def test_badges_use_signs_that_every_phone_has():
    for file in Path(portal.__file__).parent.rglob("*.py"):
        assert not set(NO_ICONS) & set(file.read_text()), file.name
