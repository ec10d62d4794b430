"""What a password is: the same signs are the same password, and what everybody would try is none.

Spelling: the OpaqueString profile of RFC 8265 §4.2. Letters that can be typed in two ways are one (NFC), every kind of
space is a space; capital letters stay what they are. Commonness, NIST SP 800-63B §5.1.1.2: 30,000 that were found in
leaks (the list of the package zxcvbn), words of this country and this office, what is next to each other on a
keyboard, what is known about the person; each also with digits around it and in the disguises that people choose.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

SHORTEST, LONGEST = 8, 128
FEWEST_SIGNS = 4
SHORT_NUMBER = 12
SHORTEST_PART = 3

OURS = """
    rahasia sandi katasandi katakunci kunci masuk akun sayang sayangku cinta cintaku kamu bismillah alhamdulillah
    assalamualaikum insyaallah subhanallah allahuakbar indonesia merdeka garuda pancasila nusantara sumatera sumut medan
    tanjungbalai tanjung balai asahan kisaran jakarta bandung surabaya cpns pns asn pppk bkpsdm bkn sscasn pemko pemkot
    pelamar pegawai lulus lulusasn luluscpns pendaftaran admin administrator operator panitia verifikator ketua auditor
    selamat pagi siang malam terimakasih semangat sukses berkah keluarga mama papa ibu bapak anak kerja kucing
    password qwerty welcome login letmein guest user test testing default changeme secret
"""
"""The first tries of somebody who knows where this is."""

KEYBOARD = (
    "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890", "!@#$%^&*()",
    "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip
_ROWS = KEYBOARD + tuple(row[::-1] for row in KEYBOARD)
_LETTERS = str.maketrans("@$", "as")
_DIGITS = str.maketrans("013457", "oieast")


def spelled(text: str) -> str:
    """The password in its one spelling, RFC 8265 §4.2.1: spaces, then NFC."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return unicodedata.normalize("NFC", spaced)


def common(password: str, known: Iterable[str] = ()) -> bool:
    """Whether it would be among the first tries of anybody, or of who knows these things about the person."""
    typed = unicodedata.normalize("NFKD", password).lower()
    signs = "".join(typed.split())
    if len(set(signs)) < FEWEST_SIGNS or _is_walk(signs):
        return True
    if signs.isdigit() and len(signs) < SHORT_NUMBER:
        return True
    forms = {_bare(typed), _bare(typed.translate(_LETTERS))}
    forms |= {form.translate(_DIGITS) for form in forms}
    cores = {core for form in forms for core in (form, form.strip("0123456789"), form.rstrip("0123456789"))}
    if any(_unit(core) in _listed() or _is_walk(core) for core in cores if core):
        return True
    return _is_about(_bare(typed), known)


@cache
def _listed() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # a megabyte, for whoever opens accounts

    return frozenset(FREQUENCY_LISTS["passwords"]) | frozenset(OURS.split())


def _bare(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text)


def _unit(text: str) -> str:
    """What a text repeats from its beginning to its end: "sayang" for "sayangsayang"; else the text."""
    return text[: (text + text).index(text, 1)] if text else ""


def _is_walk(text: str) -> bool:
    """Whether it is made of stretches of three or more neighbours on a keyboard, or repeats a few signs."""
    if len(_unit(text)) * 2 <= len(text) and len(_unit(text)) <= FEWEST_SIGNS:
        return True
    place = 0
    while place < len(text):
        end = max((_stretch(text, place, row) for row in _ROWS), default=place)
        if end - place < SHORTEST_PART:
            return False
        place = end
    return True


def _stretch(text: str, place: int, row: str) -> int:
    """Where the stretch ends that begins at `place` and follows this row."""
    end = place + 1
    while end < len(text) and text[place : end + 1] in row:
        end += 1
    return end if text[place:end] in row else place


def _is_about(bare: str, known: Iterable[str]) -> bool:
    """Whether nothing but digits is left without the person's own words."""
    words = {word for text in known for word in (*re.findall(r"\w{3,}", text.lower()), _bare(text.lower()))}
    left = bare
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_PART:
            left = left.replace(word, "")
    return left != bare and left.strip("0123456789") == ""
