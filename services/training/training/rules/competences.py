"""The competences that every post of the civil service is measured by, and their levels.

Eight managerial ones and a socio-cultural one, in five levels (PermenPANRB 38/2017; docs/rules.md §4); technical ones
are a post's own and have names of their own.
"""

TITLES = {
    "INTEGRITY": "Integritas",
    "TEAMWORK": "Kerja sama",
    "COMMUNICATION": "Komunikasi",
    "RESULTS": "Orientasi pada hasil",
    "SERVICE": "Pelayanan publik",
    "DEVELOPMENT": "Pengembangan diri dan orang lain",
    "CHANGE": "Mengelola perubahan",
    "DECISIONS": "Pengambilan keputusan",
    "NATION": "Perekat bangsa",
}
"""In the regulation's order and words; the last one is the socio-cultural one."""
CORE = tuple(TITLES)
LEVELS = range(1, 6)
