"""One word stands for one thing on all pages, and what needs explaining is explained."""

import re
from pathlib import Path

import pytest
from portal import catalogue
from portal.public import glossary
from portal.words import CODES

HASH = re.compile(r">\s*\{\{ [\w.]*sha256 \}\}|\"SHA-256\", [\w.]*sha256")


@pytest.fixture(scope="module")
def said():
    """Every text of every page."""
    return {text for texts in catalogue.texts().values() for text in texts}


def test_no_page_has_a_second_name_for_a_thing_of_ours(said):
    assert {text: found for text in said if (found := glossary.others(text))} == {}


def test_a_second_name_is_noticed_wherever_it_stands():
    assert glossary.others("Kirim lewat Email atau login.") == ["email", "login"]
    assert glossary.others("Nilai batasnya, kandidatnya") == [], "only whole words"
    assert glossary.others("batas waktu") == ["batas waktu"]


def test_each_word_of_ours_is_used_by_a_page(said):
    unused = [word for word in glossary.ONE_WORD if not any(word in text.lower() for text in said)]
    assert unused == []


def test_a_word_is_explained_once_in_a_sentence():
    terms = [term for chapter in glossary.TERMS.values() for term in chapter]
    words = [str(term.word) for term in terms]
    assert len(words) == len(set(words)) > 35
    assert [str(term.word) for term in terms if not re.search(r"\.$", str(term.meaning))] == []


def test_the_codes_that_people_read_most_are_explained():
    explained = {str(term.word) for chapter in glossary.TERMS.values() for term in chapter}
    assert {"MS", "TMS", "P/L", "L", "TL", "TH"} & set(CODES) <= explained


def test_on_pages_for_everybody_a_hash_stands_behind_technical_details():
    folded = re.compile(r"\{% call technical\(\) %\}.*?\{% endcall %\}", re.DOTALL)
    shown = {}
    for folder in ("public", "applicant"):
        for file in (Path(catalogue.PACKAGE) / "templates" / folder).glob("*.html"):
            found = re.findall(
                r">\s*\{\{ [\w.]*sha256 \}\}|\"SHA-256\", [\w.]*sha256", folded.sub("", file.read_text())
            )
            shown |= {file.name: found} if found else {}
    assert shown == {}
