"""The same signs are the same password, and what everybody would try is none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registration.rules.password import common, spelled

ABOUT = ["1274011808950001", "Budi Santoso Rahayu", "budi.santoso@contoh.id", "081234567890"]


@given(st.text())
def test_however_it_is_typed_it_is_one_password(text):
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({spelled(form) for form in forms}) == 1
    assert spelled(spelled(text)) == spelled(text)


def test_every_space_is_a_space_and_capitals_stay():
    assert spelled("Kuda\u00a0Lari\u3000Jauh") == "Kuda Lari Jauh"
    assert spelled("sandi\u0301-pelamar-1") == spelled("sand\u00ed-pelamar-1")
    assert spelled("ﬁkir①") == "ﬁkir①", "no other forms are changed"


@pytest.mark.parametrize(
    "password",
    [
        "password", "12345678", " " * 8, "\u00a0" * 9, "Password1", "P@ssw0rd", "Passw0rd!", "qwertyuiop", "1q2w3e4r",
        "qazwsxedc", "asdf1234", "abcd1234", "87654321", "11111111", "abababab", "12341234", "19951808", "iloveyou",
        "sayang123", "sayangsayang", "rahasia!!", "r4h4s14!", "katasandi", "bismillah", "indonesia1945", "tanjungbalai",
        "Tanjung.Balai", "cpns2024", "ASN-2026!!", "admin12345", "!@#$%^&*", "s a y a n g 1", "\uff50assword",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(password):
    assert common(spelled(password))


@pytest.mark.parametrize("password", ["santoso1995", "Budi-Santoso", "081234567890", "1274011808950001", "rahayu.18"])
def test_so_is_what_is_known_about_the_person(password):
    assert common(spelled(password), ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "sandi-yang-panjang", "sand\u00ed-pelamar-1", "kuda baterai staples", "abfk-93zk-qqpm", "tr0ub4dor&3x",
        "{$&)^!#~+=;?", "Pergi-Ke-Pasar-7", "perahu layar biru", "9k2m7x4w", "kucing di atas genteng",
    ],
)  # fmt: skip
def test_words_that_nobody_would_put_together_are_taken(password):
    assert not common(spelled(password), ABOUT)
