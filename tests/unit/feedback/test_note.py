"""A note inside the office, and the words with which an answer begins."""

import pytest
from feedback.complaint.domain import Erase
from feedback.note.domain import AGGREGATE as NOTE
from feedback.note.domain import MOST, Write
from feedback.wording.domain import AGGREGATE as WORDING
from feedback.wording.domain import Withdraw
from feedback.wording.domain import Write as WriteWording

from tests.unit.registration.given import Given

from .test_complaint import ID, SEALED, TUESDAY, routed

BEGUN = WriteWording("Antrean loket", "complaint", "Aduan {nomor} diteruskan ke {unit}, tenggat {tenggat}.", ())


def test_a_note_is_sealed_and_says_whether_the_unit_or_the_officer_wrote_it():
    [fact] = Given(NOTE, service="feedback").when(Write(ID, routed().state, 0, SEALED))
    assert fact.data["text"] == SEALED and fact.data["complaint"] == ID
    assert Given(NOTE, fact, service="feedback").state["by"] == "officer"


def test_nothing_is_noted_of_what_was_erased_or_is_not_there_nor_without_an_end():
    erased = routed().on(TUESDAY, Erase()).state
    given = Given(NOTE, service="feedback")
    for state in (None, erased):
        assert given.refuses(Write(ID, state, 0, SEALED)).rule == "aduan-tidak-ada"
    assert given.refuses(Write(ID, routed().state, MOST, SEALED)).rule == "catatan-penuh"


@pytest.mark.parametrize(
    ("text", "found", "rule"),
    [
        ("Aduan {nama} diterima.", (), "isian-tidak-dikenal"),
        ("Aduan {nomor diterima.", (), "kurung-tidak-lengkap"),
        ("Aduan nomor} diterima.", (), "kurung-tidak-lengkap"),
        ("Hubungi Ibu Ratna.", ("NAME",), "menyebut-orang"),
    ],
)
def test_a_wording_has_known_fields_and_names_nobody(text, found, rule):
    refusal = Given(WORDING, service="feedback").refuses(WriteWording("Judul", "complaint", text, found))
    assert (refusal.rule, refusal.field, refusal.status) == (rule, "text", 422)


def test_the_newest_writing_holds_until_it_is_withdrawn():
    first = Given(WORDING, service="feedback").when(BEGUN)
    assert Given(WORDING, *first, service="feedback").refuses(BEGUN).rule == "templat-sama"
    other = WriteWording("Antrean", "information", "Jam layanan ada di {unit}.", ("PHONE",))
    second = first + Given(WORDING, *first, service="feedback").when(other)
    state = Given(WORDING, *second, service="feedback").state
    assert (state["title"], state["class"], state["withdrawn"]) == ("Antrean", "information", False)
    gone = second + Given(WORDING, *second, service="feedback").when(Withdraw())
    for command in (other, Withdraw()):
        assert Given(WORDING, *gone, service="feedback").refuses(command).rule == "templat-tidak-ada"
