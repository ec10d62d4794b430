"""The picture of published indexes: bands where the grades are, points where the indexes are."""

from portal.charts import Curve, Grid, Point, Quadrant, Spot, Trend
from portal.public.surveys import placeless


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


def test_a_ribbon_joins_neighbours_that_have_an_interval_and_stays_within_the_scale():
    points = [Point("d", value, "x", "A", 30, margin) for value, margin in ((9900, 200), (8000, 300), (7000, None))]
    chart = Trend("tren", "", "", points)
    assert len(chart.ribbons) == 1 and len(chart.whiskers) == 2
    (_, top, low), _ = chart.whiskers
    assert top == Trend.TOP and low == Trend.TOP + 300 * Trend.HEIGHT // 7_500


def test_a_grid_is_darkest_where_there_are_most_and_says_nothing_of_what_is_not_told():
    chart = Grid("umur", "", "", ["a", "b", "c"], [("x", [10, 0, None]), ("y", [1, 5, 2])])
    shades = {label: [shade for _, shade in fields] for label, _, fields in chart.drawn}
    assert shades == {"x": [5, 0, 0], "y": [1, 3, 1]}
    assert [middle for _, _, middle in chart.places] == ["16.6%", "49.9%", "83.2%"]


def test_what_comes_first_is_low_and_closely_tied_to_the_whole():
    spots = [
        Spot(name, x, y, ("", "")) for name, x, y in (("a", 250, 70), ("b", 260, 90), ("c", 300, 95), ("d", 350, 5))
    ]
    chart = Quadrant("prioritas", "", "", spots)
    assert [one.label for one in chart.first] == ["b", "a"]
    places = {one.label: (float(left.rstrip("%")), top) for _, one, left, top in chart.places}
    assert places["a"][0] == 8 and places["d"] == (92, 276) and places["c"][1] == 24, "within the edges"


def test_what_all_answered_alike_is_named_where_enough_answered_to_draw_the_rest():
    elements = [{"name": "Waktu", "importance": None}, {"name": "Biaya", "importance": "0.42"}]
    index = {"margin": "1.20", "elements": elements}
    assert placeless({"ikm": index}) == ["Waktu"]
    assert placeless({"ikm": index | {"margin": None}}) == [], "too few answered: nothing is drawn, nothing is missing"
