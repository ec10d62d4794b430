"""What applicants type about themselves: their habits are understood, and a refusal says what is wrong."""

import pytest
from marshmallow import ValidationError
from registration.account.schemas import CreateAccount
from registration.objection.schemas import FileObjection

GOOD = {
    "nik": "9999011808950047", "family_card_no": "9999011808950001", "name": "Siti Aminah", "birth_date": "1995-08-18",
    "sex": "M", "email": "siti@contoh.id", "phone": "081234567890", "password": "pelabuhan-pagi-7",
    "consent": {"notice": "2024-1", "purposes": ["selection"]},
}  # fmt: skip


def taken(field, typed):
    """The field as it is kept; raises ValidationError."""
    return CreateAccount().load(GOOD | {field: typed})[field]


@pytest.mark.parametrize(
    "typed",
    [
        "+62 812-3456-7890", "0812 3456 7890", "0812-3456-7890", "6281234567890", "(0812) 34567890",
        "\u202a+6281234567890\u202c", "+62\u00a0812\u20113456\u20117890", "0812.3456.7890",
    ],
)  # fmt: skip
def test_a_telephone_number_is_one_number_however_it_is_written(typed):
    assert taken("phone", typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("'Aisyah Nur'aini", "'Aisyah Nur'aini"),
        ("\u2018Aisyah Nur\u2019aini", "'Aisyah Nur'aini"),
        ("O", "O"),
        ("\u200eSiti Aminah", "Siti Aminah"),
        ("\u200bSiti  Aminah", "Siti Aminah"),
        ("Siti\u202eHanima", "SitiHanima"),
        ("H. M. Yusuf, S.T.", "H. M. Yusuf, S.T."),
        ("Pi\u2011Thariq", "Pi-Thariq"),
        ("Jose\u0301 \u00d1u\u00f1ez", "Jos\u00e9 \u00d1u\u00f1ez"),
    ],
)
def test_names_that_people_have_are_taken(typed, kept):
    assert taken("name", typed) == kept


def test_the_longest_name_of_the_country_is_taken():
    name = (
        "Rangga Madhipa Sutra Jiwa Cordosega Akre Askhala Mughal Ilkhanat Akbar Sahara Pi-Thariq Ziyad Syaifudin "
        "Quthuz Khoshala Sura Talenta"
    )
    assert taken("name", name) == name


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("name", "", "Wajib"),
        ("name", " \u200b ", "Wajib"),
        ("name", "Siti 2", "angka"),
        ("name", "Siti \u0662", "angka"),
        ("name", "Siti \u2161", "angka"),
        ("name", "Siti <b>", "tanda <"),
        ("name", "Siti_A", "tanda _"),
        ("name", "Siti \U0001f600", "tanda \U0001f600"),
        ("name", "'-.", "huruf"),
        ("name", "S" * 201, "200 karakter"),
        ("name", "a" + "\u0301" * 100, "tanda"),
        ("family_card_no", "123", "16 angka"),
        ("family_card_no", "", "Wajib"),
        ("family_card_no", "\uff11" * 16, "16 angka"),
        ("phone", "12345", "HP"),
        ("phone", "0812345", "HP"),
        ("phone", "", "Wajib"),
    ],
)
def test_each_refusal_is_caused_by_what_it_says(field, typed, word):
    with pytest.raises(ValidationError) as refused:
        taken(field, typed)
    [sentence] = refused.value.messages[field]
    assert word in sentence


def test_an_objection_is_as_long_as_its_author_sees_it():
    typed = "\r\n".join(["x" * 49] * 20)
    about = {"application": "00000000-0000-4000-8000-000000000000", "contests": ["AGE"]}
    assert len(FileObjection().load(about | {"text": typed})["text"]) == 999
    with pytest.raises(ValidationError, match="1000"):
        FileObjection().load(about | {"text": typed + "xx"})
