import pytest
from feedback.rules.warnings import WARNINGS, warnings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Antrean di puskesmas terlalu lama, dua jam.", ()),
        ("NIK saya 1274011808950042.", ("NIK",)),
        ("NIK saya 1274 0118 0895 0042 dan belum diurus.", ("NIK",)),
        ("Pegawai 19850817 201001 1 002 menolak.", ("NIP",)),
        ("Hubungi 0812-3456-7890 atau +62 812 3456 7890", ("PHONE",)),
        ("Tulis ke siti@contoh.id", ("EMAIL",)),
        ("Pak Budi di loket 3 membentak saya.", ("NAME",)),
        ("Petugas bernama Rina tidak ada.", ("NAME",)),
        ("Pak Camat dan Ibu Kepala Dinas tidak hadir.", ()),
        ("bu guru tidak masuk", ()),
        ("Saya diminta uang pelicin oleh Bapak Joko.", ("NAME", "CORRUPTION")),
        ("Ada PUNGLI di loket.", ("CORRUPTION",)),
        ("Surat nomor 800/12/2026 tanggal 17-08-2026, Rp1.500.000", ()),
    ],
)
def test_a_text_is_asked_about_what_it_should_not_say_unknowingly(text, found):
    assert warnings(text) == found


def test_the_codes_come_in_one_order():
    assert warnings("pungli oleh Pak Budi, 1274011808950042, a@b.id, 081234567890") == (
        "NIK", "PHONE", "EMAIL", "NAME", "CORRUPTION",
    )  # fmt: skip
    assert set(WARNINGS) == {"NIK", "NIP", "PHONE", "EMAIL", "NAME", "CORRUPTION"}
