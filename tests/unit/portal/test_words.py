"""Every code that a service uses has its word."""

from pathlib import Path

import portal
from portal import words
from registration.application.domain import STATEMENTS
from registration.application.schemas import STATUSES
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
    assert set(words.APPLICATION_BADGES) == set(words.STATUS_MEANINGS) == set(STATUSES)
    assert set(words.CODES) == set(words.CODE_BADGES) >= set(CODES)


def test_badges_use_signs_that_every_phone_has():
    for file in Path(portal.__file__).parent.rglob("*.py"):
        assert not set(NO_ICONS) & set(file.read_text()), file.name
