from portal.charts import LINE_LETTERS, MOST_LINES, Bar, Chart, share


def test_bars_share_one_scale_with_their_quotas():
    chart = Chart("x", "Kursi", "…", [Bar("Guru", 5, 10), Bar("Ners", 10, 10), Bar("Bidan", 0)])
    first, second, third = chart.drawn
    assert (first.width, second.width, third.width) == ("36.0%", "72.0%", "")
    assert (first.mark, third.mark) == ("72.0%", "")


def test_nothing_to_draw_is_no_error():
    assert Chart("x", "Kosong", "…", []).height > 0
    assert [row.width for row in Chart("x", "Nol", "…", [Bar("a", 0)]).drawn] == [""]


def test_long_labels_are_broken_into_lines_and_push_the_rest_down():
    label = "Pengelola Pengawasan Pelaksanaan Penyelenggaraan Pertanggungjawaban Ketatausahaan " * 3
    long, short = Chart("x", "Panjang", "…", [Bar(label, 1), Bar("Guru", 1)]).drawn
    assert len(long.lines) == MOST_LINES and long.lines[-1][1].endswith("…")
    assert all(len(line) <= LINE_LETTERS for _, line in long.lines)
    assert short.lines[0][0] > long.y + 24


def test_shares_are_rounded_half_up():
    assert [share(part, whole) for part, whole in ((1, 3), (1, 200), (5, 1000), (4, 1000), (1, 0))] == [
        "33%", "1%", "1%", "0%", "",
    ]  # fmt: skip


def test_what_is_too_small_to_be_told_stands_grey_beside_a_mark_of_the_smallest_that_is():
    chart = Chart("x", "Aduan", "…", [Bar("BKPSDM", 20), Bar("Dinas", 0, shown="tidak disebut")], least=5)
    assert (chart.drawn[0].width, chart.least_at) == ("72.0%", "18.0%")
    assert Chart("x", "Aduan", "…", [Bar("Dinas", 0, shown="tidak disebut")], least=5).least_at == "72.0%"
