"""A certificate is issued once, revoked by two, and put right by two under the next number."""

from dataclasses import replace
from datetime import date

import pytest
from asnkit.events import fold
from training.certificate.domain import AGGREGATE as CERTIFICATE
from training.certificate.domain import Issue, ProposeReissue, ProposeRevocation, Reissue, Reject, Revoke, edition_of
from training.rules.validity import last_day, over

from tests.unit.registration.given import events

from .given import AFTER, ENROLMENT_ID, Given
from .test_places import PASSED


def in_stream(*facts):
    """Events with hashes, as they are recorded."""
    made = events(*facts, stream=f"certificate-{ENROLMENT_ID}", service="training")
    return [replace(one, sha256=f"{number:064x}") for number, one in enumerate(made, 1)]


def replaced(*facts, title, by="diklat:d2"):
    """The facts with a proposal and its second signature."""
    proposed = Given(CERTIFICATE, *facts).when(ProposeReissue(title, "Judulnya salah ketik."))
    made = in_stream(*facts, *proposed)
    return [*facts, *proposed, *CERTIFICATE.decide(fold(CERTIFICATE, made), Reissue(by, made[-1].reference), AFTER)]


def test_a_certificate_is_issued_once_and_revoked_by_two():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    assert Given(CERTIFICATE, *issued).when(Issue(PASSED.data)) == []
    proposed = Given(CERTIFICATE, *issued).when(ProposeRevocation("Kehadiran dititipkan."))
    stream = f"certificate-{ENROLMENT_ID}"
    made = events(*issued, *proposed, stream=stream, service="training")
    state, seen = fold(CERTIFICATE, made), {"event": made[-1].id, "sha256": made[-1].sha256}
    by = made[-1].actor
    with pytest.raises(Exception, match="orang lain"):
        CERTIFICATE.decide(state, Revoke(by, seen), AFTER)
    [fact] = CERTIFICATE.decide(state, Revoke("ketua:k2", seen), AFTER)
    assert fact.data["proposed"] == seen
    with pytest.raises(Exception, match="bukan lagi"):
        CERTIFICATE.decide(state, Revoke("ketua:k2", {**seen, "event": f"{stream}@1"}), AFTER)
    assert Given(CERTIFICATE, *issued).refuses(Revoke("ketua:k2", seen)).rule == "pencabutan-tidak-ada"
    assert Given(CERTIFICATE).refuses(ProposeRevocation("Tidak ada.")).status == 404


def test_a_revocation_that_is_turned_down_leaves_the_certificate_as_it_was_and_nothing_to_sign():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    proposed = Given(CERTIFICATE, *issued).when(ProposeRevocation("Kehadiran dititipkan."))
    made = events(*issued, *proposed, stream=f"certificate-{ENROLMENT_ID}", service="training")
    state = fold(CERTIFICATE, made)
    assert state["status"] == "PROPOSED"
    recorded = {**state, "proposed": {**state["proposed"], "sha256": "ab" * 32}}
    [rejected] = CERTIFICATE.decide(recorded, Reject("Ia ada di daftar hadir."), AFTER)
    assert rejected.data["proposed"] == {"event": made[-1].id, "sha256": "ab" * 32}
    kept = Given(CERTIFICATE, *issued, *proposed, rejected)
    assert (kept.state["status"], kept.state["proposed"], kept.state["reason"]) == ("VALID", None, None)
    assert kept.refuses(Revoke("ketua:k2", rejected.data["proposed"])).rule == "pencabutan-tidak-ada"
    assert kept.refuses(Reject("Sekali lagi.")).rule == "usulan-tidak-ada"


def test_a_wrong_certificate_is_replaced_by_two_under_the_next_number_each_time():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    first = replaced(*issued, title="Pengadaan Barang/Jasa Dasar")
    assert first[-1].name == "certificate.reissued"
    assert (first[-1].data["certificate_no"], first[-1].data["replaced_no"]) == ("PBJ-2026-12/001-2", "PBJ-2026-12/001")
    second = replaced(*first, title=PASSED.data["title"])
    assert (second[-1].data["certificate_no"], second[-1].data["title"]) == ("PBJ-2026-12/001-3", PASSED.data["title"])
    made = in_stream(*second)
    state = fold(CERTIFICATE, made)
    assert (state["status"], state["hours"], state["receipt"]) == ("VALID", 16, made[-1].sha256)
    old = edition_of(state, "PBJ-2026-12/001-2")
    assert (old["title"], old["replaced_by"]) == ("Pengadaan Barang/Jasa Dasar", "PBJ-2026-12/001-3")
    assert old["receipt"] == made[2].sha256 and edition_of(state, "PBJ-2026-12/001-3")["replaced_by"] is None
    again = CERTIFICATE.again["certificate.reissued"](made[-1], {})
    assert again == Reissue(made[-1].actor, made[-2].reference)
    assert CERTIFICATE.decide(fold(CERTIFICATE, made[:-1]), replace(again, actor="diklat:d2"), AFTER) == [second[-1]]


def test_whoever_proposed_a_replacement_does_not_sign_it_and_one_matter_waits_at_a_time():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    proposed = Given(CERTIFICATE, *issued).when(ProposeReissue("Pengadaan", "Judulnya salah ketik."))
    made = in_stream(*issued, *proposed)
    state = fold(CERTIFICATE, made)
    with pytest.raises(Exception, match="orang lain"):
        CERTIFICATE.decide(state, Reissue(made[-1].actor, made[-1].reference), AFTER)
    with pytest.raises(Exception, match="bukan lagi"):
        CERTIFICATE.decide(state, Reissue("ketua:k2", {**made[-1].reference, "sha256": "ab" * 32}), AFTER)
    waiting = Given(CERTIFICATE, *issued, *proposed)
    assert waiting.refuses(ProposeRevocation("Kehadiran dititipkan.")).rule == "usulan-lain-menunggu"
    assert waiting.refuses(Revoke("ketua:k2", made[-1].reference)).rule == "pencabutan-tidak-ada"
    [rejected] = CERTIFICATE.decide(state, Reject("Judul itu yang benar."), AFTER)
    assert rejected.name == "certificate.reissue_rejected"
    stays = fold(CERTIFICATE, in_stream(*issued, *proposed, rejected))
    assert (stays["status"], stays["certificate_no"], stays["former"]) == ("VALID", "PBJ-2026-12/001", [])
    doubted = Given(CERTIFICATE, *issued, *Given(CERTIFICATE, *issued).when(ProposeRevocation("Kehadiran dititipkan.")))
    assert doubted.refuses(ProposeReissue("Pengadaan", "Judulnya salah.")).rule == "usulan-lain-menunggu"


def test_what_was_revoked_is_not_replaced_and_what_was_replaced_is_revoked_with_every_number():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    facts = replaced(*issued, title="Pengadaan")
    doubt = Given(CERTIFICATE, *facts).when(ProposeRevocation("Kehadiran dititipkan."))
    made = in_stream(*facts, *doubt)
    [revoked] = CERTIFICATE.decide(fold(CERTIFICATE, made), Revoke("ketua:k2", made[-1].reference), AFTER)
    gone = Given(CERTIFICATE, *facts, *doubt, revoked)
    assert gone.refuses(ProposeReissue("Pengadaan", "Judulnya salah.")).rule == "sertifikat-dicabut"
    assert edition_of(gone.state, "PBJ-2026-12/001")["status"] == "REVOKED"


@pytest.mark.parametrize(
    ("completed", "months", "last"),
    [
        ("2026-12-02", 12, "2027-12-02"),
        ("2026-12-02", 1, "2027-01-02"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-01-31", 120, "2036-01-31"),
    ],
)
def test_months_are_counted_in_days_of_the_calendar(completed, months, last):
    assert last_day(date.fromisoformat(completed), months).isoformat() == last


def test_a_certificate_holds_through_its_last_day():
    assert not over("2027-12-02", date(2027, 12, 2)) and over("2027-12-02", date(2027, 12, 3))
    assert not over(None, date(9999, 12, 31))


def test_how_long_it_holds_is_said_when_it_is_issued_and_a_new_edition_holds_no_longer():
    issued = Given(CERTIFICATE).when(Issue(PASSED.data, 36))
    assert issued[0].data["valid_until"] == last_day(date.fromisoformat(PASSED.data["completed_on"]), 36).isoformat()
    facts = replaced(*issued, title="Pengadaan")
    assert facts[-1].data["valid_until"] == issued[0].data["valid_until"]
    assert "valid_until" not in Given(CERTIFICATE).when(Issue(PASSED.data))[0].data
