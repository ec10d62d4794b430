"""One word for one thing, on buttons too: what narrows a list down is applied, what is looked for is searched."""

import re
from pathlib import Path

import portal

TEMPLATES = Path(portal.__file__).parent / "templates"
FILTER = re.compile(r'<form class="filters"[^>]*role="search".*?</form>', re.DOTALL)
BUTTON = re.compile(r'<button[^>]*>\{\{ _\("([^"]+)"\) \}\}')
NARROWING = {"Saring", "Tampilkan", "Telusuri", "Pilih", "Filter"}


def test_a_list_is_narrowed_down_with_the_same_word_everywhere():
    pages = {file.name: FILTER.findall(file.read_text()) for file in TEMPLATES.rglob("*.html")}
    buttons = {
        name: {word for form in forms for word in BUTTON.findall(form)} for name, forms in pages.items() if forms
    }
    assert {name: words & NARROWING for name, words in buttons.items() if words & NARROWING} == {}
    assert sum("Terapkan" in words for words in buttons.values()) > 12


def test_a_day_is_asked_in_three_boxes_and_not_in_the_browsers_way():
    asking = [file.name for file in TEMPLATES.rglob("*.html") if 'type="date"' in file.read_text()]
    assert sorted(asking) == ["follow.html", "package.html"], "whose days are words of an address, as in a search"
