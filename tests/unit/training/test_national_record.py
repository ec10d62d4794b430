"""A file for the national record: of which days, of which rows, each with its receipt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.course.domain import KINDS as OF_COURSE
from training.national_record.domain import AGGREGATE, Export
from training.rules.national import COLUMNS, KINDS, MOST

from .given import ENROLMENT_ID, PERSON, Given

NOW = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
ROW = {
    "enrolment": ENROLMENT_ID, "person": PERSON, "event": f"certificate-{ENROLMENT_ID}@1", "sha256": "0" * 64,
}  # fmt: skip
EXPORT = Export(date(2026, 10, 1), date(2026, 12, 31), [ROW])


def test_a_file_keeps_its_days_and_the_receipt_of_every_row():
    [fact] = Given(AGGREGATE).when(EXPORT, now=NOW)
    assert (fact.data["since"], fact.data["until"], fact.data["rows"]) == ("2026-10-01", "2026-12-31", [ROW])


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"since": date(2027, 1, 1)}, "masa-terbalik", "since"),
        ({"until": date(2027, 1, 1)}, "masa-belum-lewat", "until"),
        ({"rows": []}, "tanpa-sertifikat", "since"),
        ({"rows": [ROW] * (MOST + 1)}, "berkas-terlalu-panjang", "until"),
    ],
)
def test_what_makes_no_file_is_refused_with_its_field(change, rule, field):
    refused = Given(AGGREGATE).refuses(replace(EXPORT, **change), now=NOW)
    assert (refused.rule, refused.field) == (rule, field)


def test_every_kind_of_course_has_a_word_and_every_column_one_name():
    assert set(KINDS) == set(OF_COURSE) and len(dict(COLUMNS)) == len({title for _, title in COLUMNS}) == len(COLUMNS)
