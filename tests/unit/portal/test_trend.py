"""The picture of published indexes: bands where the grades are, points where the indexes are."""

from portal.charts import Curve, Point, Trend


def test_the_bands_are_those_of_the_grades_and_every_point_lies_in_its_own():
    points = [
        Point("d", value, "x", grade, 30) for value, grade in ((6499, "D"), (6500, "C"), (7661, "B"), (8831, "A"))
    ]
    chart = Trend("tren", "", "", points)
    bands = {grade: (top, top + height) for grade, top, height in chart.bands}
    assert [bands[grade][0] for grade in "ABCD"] == sorted(bands[grade][0] for grade in "ABCD")
    assert bands["D"][1] == Trend.TOP + Trend.HEIGHT
    for point, x, y in chart.places:
        assert bands[point.grade][0] <= y <= bands[point.grade][1] and 0 < x < 90
    assert len(chart.lines) == 3 and chart.lines[0][2:] == chart.lines[1][:2]


def test_a_curve_is_level_until_something_was_solved():
    assert Curve("lama", "", "", [(3, "20.0"), (10, "100.0")], 10).steps == "M0 100H3V80.0H10V0.0H10"
