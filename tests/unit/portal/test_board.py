"""The board's seats: each line by its own rail, the emptiest first, and who lacks people is named."""

from portal.public import board


def line(job, quota, won):
    return {"job_name": job, "unit": "Unit", "quota": quota, "won": won, "applicants": 9}


def seats(at, *lines):
    data = {"results": {"FINAL": {}}, "lines": list(lines)}
    with at():
        return board._seats(data, data["lines"])


def test_after_the_result_the_emptiest_line_is_on_top_and_a_full_one_fills_its_rail(at):
    chart = seats(at, line("Perawat", 4, 4), line("Bidan", 2, 0), line("Guru", 40, 30))
    assert [row.bar.label for row in chart.drawn] == ["Bidan, Unit", "Guru, Unit", "Perawat, Unit"]
    assert chart.drawn[2].width == chart.drawn[2].mark != chart.drawn[1].width
    assert [row.bar.note for row in chart.drawn] == ["/ 2", "/ 40", "/ 4"]


def test_lines_that_are_not_full_are_named_in_the_sentence(at):
    assert seats(at, line("Bidan", 2, 2)).summary == "2 dari 2 kursi terisi."
    assert seats(at, line("Bidan", 2, 0)).summary.endswith("Belum penuh: Bidan.")
    many = seats(at, *(line(job, 2, 1) for job in ("A", "B", "C", "D", "E")))
    assert many.summary.endswith("Belum penuh: A, B, C, dan 2 formasi lain.")
