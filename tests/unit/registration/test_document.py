from dataclasses import replace
from datetime import timedelta

import pytest
from asnkit.events import Refused, format_time
from registration.document.domain import (
    AGGREGATE,
    JPEG,
    LIMITS,
    NAMES,
    OPEN_FOR,
    PDF,
    UPLOADS,
    WITHIN,
    Upload,
    View,
    check_sent,
    left,
    may_read,
    was_read,
)
from registration.vacancy.domain import DOCUMENTS

from tests.unit.registration.examples import DOCUMENT_ID, PERSON, SHA
from tests.unit.registration.given import NOON, Given, event


def test_every_kind_of_document_has_a_limit_and_a_name():
    assert set(LIMITS) == set(NAMES) == set(DOCUMENTS)


def test_a_document_is_uploaded_and_names_the_one_it_replaces():
    [fact] = Given(AGGREGATE).when(Upload(PERSON, "diploma", PDF, 1000, SHA, replaces=DOCUMENT_ID))
    assert fact.data["replaces"] == DOCUMENT_ID


@pytest.mark.parametrize(
    ("kind", "media_type", "size", "message"),
    [
        ("id_card", JPEG, 204801, "Ukuran berkas KTP harus paling besar 200 KB."),
        ("diploma", PDF, 819201, "Ukuran berkas Ijazah harus paling besar 800 KB."),
        ("transcript", PDF, 512001, "Ukuran berkas Transkrip nilai harus paling besar 500 KB."),
        ("photo", PDF, 10, "Berkas Pasfoto harus berupa JPG."),
        ("diploma", None, 10, "Berkas Ijazah harus berupa PDF."),
        ("selfie", JPEG, 0, "Berkas Swafoto kosong."),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_one_sentence(kind, media_type, size, message):
    refusal = Given(AGGREGATE).refuses(Upload(PERSON, kind, media_type, size, SHA))
    assert (refusal.message, refusal.status, refusal.field) == (message, 422, "file")


def test_ten_uploads_of_a_kind_in_a_year_and_the_next_has_a_day():
    earlier = tuple(format_time(NOON - timedelta(days=300 - number)) for number in range(UPLOADS))
    command = Upload(PERSON, "diploma", PDF, 1000, SHA, earlier=earlier)
    refusal = Given(AGGREGATE).refuses(command)
    assert (refusal.rule, refusal.field) == ("unggahan-habis", "file")
    assert refusal.message == (
        "Berkas Ijazah sudah diunggah 10 kali dalam 365 hari, paling banyak yang boleh; yang terakhir tetap tersimpan. "
        "Unggahan berikutnya dapat mulai 5 November 2024 pukul 12.00 WIB."
    )
    assert Given(AGGREGATE).when(replace(command, earlier=earlier[1:]))
    older = format_time(NOON - WITHIN)
    assert Given(AGGREGATE).when(replace(command, earlier=(older, *earlier[1:])))
    assert (left(earlier, NOON), left(earlier[1:], NOON), left((), NOON)) == (0, 1, UPLOADS)


def test_a_photo_may_be_as_large_as_a_telephone_makes_it_and_a_pdf_as_large_as_it_is_kept():
    check_sent("photo", 10 * 1024 * 1024)
    check_sent("diploma", 800 * 1024)
    for kind, size, sentence in (
        ("photo", 10 * 1024 * 1024 + 1, "Ukuran berkas Pasfoto harus paling besar 10 MB."),
        ("transcript", 500 * 1024 + 1, "Ukuran berkas Transkrip nilai harus paling besar 500 KB."),
        ("photo", 0, "Berkas Pasfoto kosong."),
    ):
        with pytest.raises(Refused) as refused:
            check_sent(kind, size)
        assert refused.value.message == sentence


def test_the_limit_itself_is_allowed():
    for kind, (media_type, limit) in LIMITS.items():
        assert Given(AGGREGATE).when(Upload(PERSON, kind, media_type, limit, SHA))


def test_an_opening_is_recorded_and_told_by_whom_and_when():
    given = Given(AGGREGATE, *Given(AGGREGATE).when(Upload(PERSON, "diploma", PDF, 1000, SHA)))
    [fact] = given.when(View("file_check"))
    assert fact.data == {"person": PERSON, "kind": "diploma", "purpose": "file_check"}
    assert given.after == {**given.state, "viewed": [{"by": "verifikator:v1", "at": format_time(NOON)}]}
    assert was_read(given.after, "verifikator:v1", format_time(NOON))
    assert not was_read(given.after, "verifikator:v1", format_time(NOON + timedelta(seconds=1)))
    assert not was_read(given.after, "verifikator:v2", format_time(NOON))
    assert Given(AGGREGATE).refuses(View("file_check")).status == 404


def test_who_audits_says_why_before_the_file_opens_for_a_quarter_of_an_hour():
    given = Given(AGGREGATE, *Given(AGGREGATE).when(Upload(PERSON, "diploma", PDF, 1000, SHA)))
    assert given.refuses(View("audit")).rule == "alasan-wajib"
    [fact] = given.when(View("audit", "Aduan 12/2025"))
    assert fact.data == {"person": PERSON, "kind": "diploma", "purpose": "audit", "reason": "Aduan 12/2025"}
    said = AGGREGATE.evolve(given.state, replace(event(fact, 2), actor="auditor:a"))
    [nothing] = given.when(View("file_check"))
    without = replace(event(nothing, 2), actor="auditor:a", data={**nothing.data, "purpose": "audit"})
    may_read(said, "auditor:a", NOON + OPEN_FOR)
    for state, who, now, rule in (
        (said, "auditor:b", NOON, "alasan-wajib"),
        (said, "auditor:a", NOON + OPEN_FOR + timedelta(seconds=1), "alasan-wajib"),
        (AGGREGATE.evolve(given.state, without), "auditor:a", NOON, "alasan-wajib"),
        (given.state, "auditor:a", NOON, "alasan-wajib"),
        (said, "verifikator:a", NOON, "belum-dibuka"),
    ):
        with pytest.raises(Refused) as refused:
            may_read(state, who, now)
        assert (refused.value.rule, refused.value.status) == (rule, 403)
