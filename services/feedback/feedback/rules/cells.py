"""Numbers of few people are not published, nor what they could be reckoned from (docs/rules.md §6.3)."""

from collections.abc import Mapping

FEWEST = 5
"""A rule of this project, of no decree; nothing stands for itself."""

Table = Mapping[str, Mapping[str, int]]


TOTAL = "total"
"""The row and the column of the sums."""


def published(table: Table) -> dict[str, dict[str, int | None]]:
    """The table with its sums, the row and the column TOTAL; None where a number is held back.

    What is 1 to 4 is held back, and where that would be the only one of its row or column, another number, too: one in
    whose column or row something is missing already, then the smallest. Columns that a row does not have are 0.
    """
    columns = sorted({column for row in table.values() for column in row})
    full = {name: {column: row.get(column, 0) for column in columns} for name, row in table.items()}
    full[TOTAL] = {column: sum(row[column] for row in full.values()) for column in columns}
    full = {name: {**row, TOTAL: sum(row.values())} for name, row in full.items()}
    hidden = {(name, column) for name, row in full.items() for column in row if 0 < row[column] < FEWEST}
    lines = [[(name, column) for column in (*columns, TOTAL)] for name in full]
    lines += [[(name, column) for name in full] for column in (*columns, TOTAL)]
    while more := _next_alone(lines, hidden, full):
        hidden.add(more)
    return {
        name: {column: None if (name, column) in hidden else number for column, number in row.items()}
        for name, row in full.items()
    }


def parts(row: Mapping[str, int]) -> dict[str, int | None]:
    """A row whose sum is told elsewhere; None for what is 1 to 4 and, where it is one alone, the next smallest."""
    hidden = {name for name, number in row.items() if 0 < number < FEWEST}
    if len(hidden) == 1:
        rest = [name for name in row if name not in hidden]
        hidden.add(min(rest, key=lambda name: (row[name] == 0, row[name])))
    return {name: None if name in hidden else number for name, number in row.items()}


def _next_alone(lines: list[list[tuple[str, str]]], hidden: set, full: Table) -> tuple[str, str] | None:
    """What has to be held back beside a number that is the only one of its line; None when there is none."""
    holed = [line for line in lines if hidden.intersection(line)]

    def order(cell):
        return -sum(cell in line for line in holed), full[cell[0]][cell[1]], cell

    for line in holed:
        rest = [cell for cell in line if cell not in hidden]
        if len(line) - len(rest) == 1 and rest:
            return min(rest, key=order)
    return None
