"""In which order the stages of a period become public: none before those that lead to it.

Whoever is ranked was admitted by the list of the file check and the one after objections. Every timetable of 2024 has
the stages in this order (practice); that two people may go ahead, and publish why, is a rule of this project
(docs/rules.md §1.6, decision 163).
"""

from collections.abc import Collection, Iterable, Mapping

LISTS = ("administrasi", "pasca_sanggah")
STAGES = (*LISTS, "SKD", "FINAL")
WORDS = {
    "administrasi": "hasil seleksi administrasi",
    "pasca_sanggah": "hasil pasca sanggah",
    "SKD": "hasil SKD",
}


def announced_lists(admissions: Iterable[Mapping]) -> frozenset[str]:
    """The announced lists of applicants by the orders to admit who is on them.

    An order of a release before names no stage; registration announces the lists in their order.
    """
    named = [admission.get("stage") for admission in admissions]
    unnamed = [stage for stage in LISTS if stage not in named]
    return frozenset({*filter(None, named), *unnamed[: named.count(None)]})


def missing(stage: str, announced: Collection[str]) -> list[str]:
    """The stages before this one that are not announced yet, in their order."""
    return [earlier for earlier in STAGES[: STAGES.index(stage)] if earlier not in announced]


def told(stages: Iterable[str]) -> str:
    return ", ".join(WORDS[stage] for stage in stages)
