"""The competences that every post of the civil service is measured by, and their levels.

Eight managerial ones and a socio-cultural one, in five levels (PermenPANRB 38/2017; docs/rules.md §4); technical ones
are a post's own and have names of their own.
"""

CORE = (
    "INTEGRITY",
    "TEAMWORK",
    "COMMUNICATION",
    "RESULTS",
    "SERVICE",
    "DEVELOPMENT",
    "CHANGE",
    "DECISIONS",
    "NATION",
)
"""In the regulation's order; the last one is the socio-cultural one."""
LEVELS = range(1, 6)
