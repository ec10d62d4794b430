from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registration.rules.nik import nik_matches, nik_parse, nik_says, nik_valid

births = st.dates(date(1930, 1, 1), date(2020, 12, 31))
sexes = st.sampled_from("MF")
regions = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True).filter(str.isascii)


def nik_of(region: str, born: date, sex: str, serial: int) -> str:
    return f"{region}{born.day + (40 if sex == 'F' else 0):02d}{born:%m%y}{serial:04d}"


@given(regions, births, sexes, st.integers(1, 9999))
def test_every_well_formed_number_gives_its_parts_back(region, born, sex, serial):
    nik = nik_of(region, born, sex, serial)
    assert nik_parse(nik) == (region, sex, born.day, born.month, born.year % 100, f"{serial:04d}")
    assert nik_matches(nik, born, sex) == "MATCH"


@given(births, sexes, births, sexes)
def test_another_birth_date_or_sex_is_for_a_person_to_look_at(born, sex, declared, declared_sex):
    same = (born.day, born.month, born.year % 100, sex) == (
        declared.day,
        declared.month,
        declared.year % 100,
        declared_sex,
    )
    assert nik_matches(nik_of("127401", born, sex, 1), declared, declared_sex) == (
        "MATCH" if same else "MISMATCH_REVIEW"
    )


@pytest.mark.parametrize(
    "nik",
    [
        "",
        "127401010190001",
        "12740101019000011",
        "12740101019A0001",
        "127401 101900001",
        "１２74010101900001",
        "1274010001900001",
        "1274013201900001",
        "1274014001900001",
        "1274017201900001",
        "1274013002900001",
        "1274017102900001",
        "1274012902900001",
        "1274010100900001",
        "1274010113900001",
        "1274010101900000",
    ],
)
def test_an_impossible_number_is_not_valid(nik):
    assert not nik_valid(nik)
    assert nik_matches(nik, date(1990, 1, 1), "M") == "INVALID"


def test_a_number_that_is_not_text_is_not_valid():
    assert not nik_valid(1274010101900001)
    assert not nik_valid(None)


def test_29_february_is_valid_where_one_of_the_centuries_has_it():
    assert nik_valid("1274012902000001")
    assert nik_valid("1274016902040001")
    assert not nik_valid("1274012902010001")


def test_the_century_is_not_compared():
    assert nik_matches("1274010101100001", date(2010, 1, 1), "M") == "MATCH"
    assert nik_matches("1274010101100001", date(1910, 1, 1), "M") == "MATCH"


def test_what_a_number_tells_is_said_to_whoever_typed_another_day():
    assert nik_says("1274015403980001").endswith("menunjukkan 14-03-98, perempuan.")
    assert nik_says("1274011403980001").endswith("menunjukkan 14-03-98, laki-laki.")
