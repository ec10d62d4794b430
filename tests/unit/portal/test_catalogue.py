"""English: nothing is missing, nothing is left over, and what is compiled is what was written."""

from portal import catalogue


def test_every_text_is_in_the_catalogue():
    known = {message.id for message in catalogue.read() if message.id}
    assert known == catalogue.texts(), "run: .venv/bin/python -m portal.catalogue"


def test_everyones_texts_are_translated_with_their_places():
    assert catalogue.missing(catalogue.read()) == []


def test_the_compiled_catalogue_is_the_written_one():
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.updated())
