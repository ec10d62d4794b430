"""Who answered, as sums of each question about oneself: told of ten people or more, and of fewer not by subtraction
(docs/rules.md §5.1)."""

from collections.abc import Mapping

FEWEST = 10
"""A rule of this project, of no decree."""
UNSAID = "unsaid"
ABOUT = {
    "age": ("under_20", "20_29", "30_39", "40_49", "50_59", "from_60"),
    "sex": ("male", "female"),
    "education": ("primary", "junior", "senior", "diploma", "bachelor"),
    "disability": ("yes", "no"),
}
"""Question → its answers. Each may be left out."""


def told(sums: Mapping[str, Mapping[str, int]], responses: int) -> dict[str, dict[str, int | None]]:
    """For each question its answers and UNSAID, whoever did not say; None for what is 1 to 9.

    How many answered in all is told elsewhere, so what is held back is always two numbers at least, of FEWEST people
    together: the smallest that remain are held back with it. A question that nobody answered is not there.
    """
    found = {}
    for question, answers in ABOUT.items():
        row = {answer: sums.get(question, {}).get(answer, 0) for answer in answers}
        if any(row.values()):
            found[question] = _held_back({**row, UNSAID: max(0, responses - sum(row.values()))})
    return found


def _held_back(row: Mapping[str, int]) -> dict[str, int | None]:
    by_size = sorted((name for name in row if row[name]), key=lambda name: (row[name], name))
    hidden = [name for name in by_size if row[name] < FEWEST]
    for name in by_size[len(hidden) :]:
        if not hidden or _enough(row, hidden):
            break
        hidden.append(name)
    if hidden and not _enough(row, hidden):
        hidden = list(row)  # the answers that nobody gave would tell which ones the few gave
    return {name: None if name in hidden else number for name, number in row.items()}


def _enough(row: Mapping[str, int], hidden: list[str]) -> bool:
    return len(hidden) > 1 and sum(row[name] for name in hidden) >= FEWEST
