"""The questionnaire SKM-2017: nine elements with keys, what is asked, and four labels each.

Elements after PermenPANRB 14/2017; docs/rules.md §5.1. Sources number the last two
differently, so everything here goes by keys.
"""

from typing import NamedTuple

QUESTIONNAIRE = "SKM-2017"


class Question(NamedTuple):
    """`labels` are the words of the answers 1 to 4."""

    name: str
    text: str
    labels: tuple[str, str, str, str]


QUESTIONS = {
    "requirements": Question(
        "Persyaratan",
        "Bagaimana kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "procedure": Question(
        "Sistem, mekanisme, dan prosedur",
        "Bagaimana kemudahan prosedur pelayanan?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    ),
    "time": Question(
        "Waktu penyelesaian",
        "Bagaimana kecepatan waktu pelayanan?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    ),
    "cost": Question(
        "Biaya/tarif",
        "Bagaimana kewajaran biaya pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    "product": Question(
        "Produk pelayanan",
        "Bagaimana kesesuaian hasil pelayanan dengan yang dijanjikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "competence": Question(
        "Kompetensi pelaksana",
        "Bagaimana kemampuan petugas dalam melayani?",
        ("Tidak mampu", "Kurang mampu", "Mampu", "Sangat mampu"),
    ),
    "behaviour": Question(
        "Perilaku pelaksana",
        "Bagaimana kesopanan dan keramahan petugas?",
        ("Tidak ramah", "Kurang ramah", "Ramah", "Sangat ramah"),
    ),
    "complaints": Question(
        "Penanganan pengaduan, saran, dan masukan",
        "Bagaimana penanganan pengaduan pengguna layanan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang baik", "Dikelola dengan baik"),
    ),
    "facilities": Question(
        "Sarana dan prasarana",
        "Bagaimana kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
    ),
}
ELEMENTS = tuple(QUESTIONS)
