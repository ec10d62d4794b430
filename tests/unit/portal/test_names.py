"""People whose names nobody can read any more have no UUID for a name, on any page."""

import re
from pathlib import Path

import portal
from portal.staff.names import called

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"


def test_whoever_has_no_name_any_more_is_told_apart_by_six_letters(app, at):
    with at():
        assert called({PERSON: "Budi Hartono"}, PERSON) == "Budi Hartono"
        assert called({}, PERSON) == "Nama tidak ada lagi (8e0001)"


def test_no_page_falls_back_to_an_id():
    files = [*Path(portal.__file__).parent.rglob("*.py"), *Path(portal.__file__).parent.rglob("*.html")]
    fallen = re.compile(r"names\.get\((one[\w.\[\]'\"]*(?:person|mentor|coach)[\w'\"\]]*), \1\)")
    assert [file.name for file in files if fallen.search(file.read_text())] == []
