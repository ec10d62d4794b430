from portal import formats


def test_dates_numbers_and_money_as_they_are_read_here(at):
    with at():
        assert formats.moment("2026-08-17T02:05:00.000Z") == "17 Agustus 2026 09.05 WIB"
        assert formats.day("2026-08-17T18:00:00Z") == "18 Agustus 2026"
        assert formats.day("2026-08-17") == "17 Agustus 2026"
        assert (formats.number(1062), formats.rupiah(12_500_000)) == ("1.062", "Rp12.500.000")
        assert formats.decimal("78.50") == "78,50"


def test_the_same_in_english(at):
    with at(language="en"):
        assert formats.moment("2026-08-17T02:05:00Z") == "17 August 2026 09.05 WIB"
        assert (formats.number(1062), formats.decimal("78.50")) == ("1,062", "78.50")


def test_how_long_is_left(at):
    with at():
        assert formats.left("2026-08-20T05:05:00Z") == "3 hari 3 jam lagi"
        assert formats.left("2026-08-17T04:15:00Z") == "2 jam 10 menit lagi"
        assert formats.left("2026-08-17T02:05:20Z") == "1 menit lagi"
        assert formats.left("2026-08-17T02:05:00Z") == "sudah berakhir"


def test_sizes_of_files(at):
    with at():
        assert [formats.size(n) for n in (100, 200 * 1024, 3 * 1024 * 1024)] == ["1 KB", "200 KB", "3 MB"]
