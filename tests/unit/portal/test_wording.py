"""The words of a message: filled for its reader, the portal's own in both languages, and what differs between two."""

from portal.committee.differences import differences
from portal.committee.templates import EXAMPLE, PLACEHOLDERS
from portal.message.editions import DAY, LANGUAGES, STORED
from portal.message.kinds import KINDS
from portal.message.wording import Words, filled, own
from registration.template import kinds

WORDS = {"title": "Hasil {periode}", "text": "Pada {tanggal}, nomor {nomor}."}
VALUES = {"periode": "CPNS-2026", "nomor": "242715390841", "tanggal": "2026-08-17T18:00:00Z"}


def test_places_are_filled_in_the_language_of_the_words_whatever_the_reader_chose(at):
    with at(language="en"):
        assert filled(WORDS, VALUES, "id") == Words("Hasil CPNS-2026", "Pada 18 Agustus 2026, nomor 242715390841.")
    with at():
        assert filled(WORDS, VALUES, "en").text == "Pada 18 August 2026, nomor 242715390841."


def test_a_place_without_a_value_stays_as_it_is_written(at):
    with at():
        assert filled(WORDS, {}, "id") == Words(**WORDS)


def test_the_portals_own_words_are_there_in_both_languages_at_once(at):
    with at():
        english, indonesian = own("submitted", "en"), own("submitted", "id")
        assert english.title != indonesian.title == str(KINDS["submitted"].title)
        assert all(own(kind, language).text for kind in KINDS for language in LANGUAGES)


def test_what_registration_lets_somebody_write_is_what_the_portal_can_fill():
    assert {kinds.PERIOD, kinds.NUMBER, kinds.DAY} == {*STORED, DAY} == PLACEHOLDERS.keys() == {*EXAMPLE, DAY}
    assert {name for names in kinds.ALLOWED.values() for name in names} == PLACEHOLDERS.keys()
    assert kinds.LANGUAGES == LANGUAGES and set(kinds.ALLOWED) == set(KINDS)


def test_a_difference_keeps_every_word_of_both():
    found = differences("Hasil SKD diumumkan hari ini", "Hasil SKB diumumkan")
    assert [(part.kind, part.text.strip()) for part in found] == [
        ("same", "Hasil"), ("gone", "SKD"), ("new", "SKB"), ("same", "diumumkan"), ("gone", "hari ini"),
    ]  # fmt: skip
    assert "".join(part.text for part in found if part.kind != "new") == "Hasil SKD diumumkan hari ini"
    assert "".join(part.text for part in found if part.kind != "gone") == "Hasil SKB diumumkan"
