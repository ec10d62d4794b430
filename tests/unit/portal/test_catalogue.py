"""English: nothing is missing, nothing is left over, and every package's texts reach the page."""

from flask_babel import gettext
from portal import catalogue


def test_every_text_is_in_its_packages_catalogue():
    known = {
        package: {message.id for message in each if message.id} for package, each in catalogue.everything().items()
    }
    assert known == catalogue.texts(), "run: .venv/bin/python -m portal.catalogue"


def test_everyones_texts_are_translated_with_their_places_and_alike():
    assert catalogue.missing(catalogue.everything()) == []


def test_what_is_missing_is_named(monkeypatch):
    def told(package, text, string):
        made = catalogue.Catalog(locale="en")
        made.add(text, string)
        return {package: made}

    assert catalogue.missing(told("public", "Masuk", "")) == ["Masuk"]
    assert catalogue.missing(told("auditor", "Masuk", "")) == []
    assert catalogue.missing(told("public", "%(n)s kursi", "%(m)s seats")) == ["%(n)s kursi"]
    assert catalogue.missing(told("public", "Masuk", "Sign in") | told("auditor", "Masuk", "Enter")) == ["Masuk"]


def test_a_text_of_every_package_is_shown_in_the_language_that_was_chosen(at):
    for each in catalogue.everything().values():
        message = next(message for message in each if message.id and message.string and "%" not in message.id)
        with at(language="en"):
            assert gettext(message.id) == message.string
        with at(language="id"):
            assert gettext(message.id) == message.id
