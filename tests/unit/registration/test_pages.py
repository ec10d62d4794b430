"""Whoever checks a file sees its pages drawn here, with who looks written across; no file of a stranger is opened."""

import io

import pytest
from asnkit.sandbox import Rejected
from PIL import Image
from registration.document import pages

from tests.papers import jpeg, pdf

WHO = "verifikator 3f2a · 29 November 2026 pukul 10.15 WIB"


def drawn(file, number=1, longest=1000, turn=0, across=WHO):
    return Image.open(io.BytesIO(pages.draw(file, number, longest, turn, across)))


def bar(picture):
    """Where the black bar of a page of ours ends, from the left and from the top, in parts of the side."""
    _, top, right, _ = picture.convert("L").point(lambda shade: 255 * (shade < 40)).getbbox()
    return round(right / picture.width, 2), round(top / picture.height, 2)


def test_pages_are_counted_and_a_picture_is_one():
    assert [int(pages.count(file)) for file in (pdf(1), pdf(3), jpeg())] == [1, 3, 1]


def test_each_page_is_drawn_as_large_as_asked_and_upright():
    for number in (1, 2, 3):
        page = drawn(pdf(3), number)
        assert (page.format, page.size) == ("JPEG", (1000, 534))
        assert bar(page) == (round((number + 9) / 300, 2), 0.94), "each has its own bar, below on the left"
    assert drawn(pdf(1), longest=2400).size == (2400, 1280)
    assert drawn(jpeg(600, 800), longest=1600).size == (1200, 1600)


def test_a_page_that_lies_on_its_side_is_turned():
    page = drawn(pdf(1), turn=90)
    assert page.size == (534, 1000) and bar(page)[1] == 0.0, "what was below on the left is above on the left"


def test_who_looks_is_written_across_and_what_is_under_it_is_read():
    plain, marked = drawn(pdf(1), across=""), drawn(pdf(1))
    assert plain.getpixel((500, 100)) == (255, 255, 255)
    darkest = min(shade for shade, _ in enumerate(marked.crop((100, 0, 900, 400)).convert("L").histogram()) if _)
    assert 100 < darkest < 240, "there, and faint"


@pytest.mark.parametrize("file", [pdf(2), jpeg()])
def test_a_page_that_is_not_there_is_refused(file):
    for number in (0, 3):
        with pytest.raises(Rejected, match="page"):
            pages.draw(file, number, 1000, 0, WHO)


def test_a_page_that_says_it_is_enormous_is_drawn_no_larger():
    def enlarge(made):
        made.pages[0].MediaBox = [0, 0, 14_400, 3]

    assert drawn(pdf(1, enlarge)).size == (1000, 1)
