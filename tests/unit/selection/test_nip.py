import pytest
from selection.rules.nip import nip_parse


def test_the_published_examples():
    assert nip_parse("198609262015051001") == ("1986-09-26", "2015-05", "M", "001")
    assert nip_parse("198012302010012005") == ("1980-12-30", "2010-01", "F", "005")


@pytest.mark.parametrize(
    "nip",
    [
        "",
        "19860926201505100",
        "1986092620150510011",
        "19860926201505100A",
        "198613262015051001",
        "198602302015051001",
        "198609262015131001",
        "198609262015053001",
        "198609262015051000",
        "000009262015051001",
    ],
)
def test_an_impossible_number_is_an_error(nip):
    with pytest.raises(ValueError):
        nip_parse(nip)
