"""An applicant's own result as a picture."""

from portal.applicant.results import places

SKD = {"stage": "SKD", "rank": 17, "ranked": 40, "passed": 12}
FINAL = {"stage": "FINAL", "rank": 3, "ranked": 12, "passed": 4}


def test_one_s_own_place_is_marked_among_all_who_are_ranked(at):
    with at():
        chart = places([SKD, FINAL])
    assert [bar.label for bar in chart.bars] == [
        "Seleksi kompetensi dasar (SKD): Anda di sini, peringkat 17",
        "Hasil akhir: Anda di sini, peringkat 3",
    ]
    skd, final = chart.drawn
    assert (skd.width, skd.mark) == ("21.6%", "30.6%"), "12 and 17 of 40, on a rail of 72 percent"
    assert (final.width, final.mark) == ("24.0%", "18.0%"), "who passes stands within the coloured part"
    assert [bar.shown for bar in chart.bars] == ["12 / 40", "4 / 12"]


def test_there_is_no_picture_of_a_place_that_nobody_has(at):
    with at():
        assert places([]) is None
        assert places([SKD | {"rank": None}]) is None
        assert places([{"stage": "SKD", "rank": 4}]) is None, "a release before says no more than the rank"
