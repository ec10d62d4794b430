"""One spelling for each mailbox, and none that letters cannot reach."""

import unicodedata

import pytest
from asnkit.address import plain
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "written",
    [
        "siti.aminah@contoh.id", "Siti.Aminah@Contoh.ID", " siti.aminah@contoh.id ", "\u200bsiti.aminah@contoh.id",
        "siti.ami\u00adnah@contoh.id", "ｓｉｔｉ.ａｍｉｎａｈ@contoh.id", "siti.aminah＠contoh．id",
        "ſiti.aminah@contoh.id",
        "siti.aminah@contoh.id\u2060", "\u202asiti.aminah@contoh.id\u202c",
    ],
)  # fmt: skip
def test_what_looks_alike_is_alike(written):
    assert plain(written) == "siti.aminah@contoh.id"


@pytest.mark.parametrize(
    "written",
    [
        "", "siti", "@contoh.id", "siti@", "siti@localhost", "siti@[127.0.0.1]", "siti@127.0.0.1", "siti@contoh",
        "siti@contoh.localhost", "siti@kantor.local", "siti@[IPv6:::1]", "siti@contoh..id", ".siti@contoh.id",
        "siti.@contoh.id", "si..ti@contoh.id", "siti aminah@contoh.id", '"siti aminah"@contoh.id', "siti@-contoh.id",
        "siti@contoh-.id", "siti@contoh.1d", "sіti@contoh.id", "siti@cоntoh.id", "siti@münchen.id", "si@ti@contoh.id",
        "siti@contoh.id\nBcc: budi", "siti@contoh.id,budi@contoh.id", "<siti@contoh.id>", "x" * 65 + "@contoh.id",
        "siti@" + ("a" * 60 + ".") * 5 + "id",
    ],
)  # fmt: skip
def test_what_no_letter_reaches_is_refused_with_a_sentence(written):
    with pytest.raises(ValueError, match=r"\.$"):
        plain(written)


@pytest.mark.parametrize("written", ["siti+asn@contoh.id", "o'brien@contoh.co.id", "a_b-c@xn--mnchen-3ya.de", "1@a.id"])
def test_what_letters_reach_stays(written):
    assert plain(written) == written


@given(st.text(max_size=80))
def test_a_spelling_is_its_own_spelling(written):
    try:
        once = plain(f"{written}@contoh.id")
    except ValueError:
        return
    assert plain(once) == once == unicodedata.normalize("NFKC", once).lower() and once.isascii()
