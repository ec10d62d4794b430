"""One mutant: the program with one fault, and the tests that must notice it."""

from pathlib import Path
from typing import NamedTuple


class Mutant(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    tests: str
    """Paths, separated by spaces."""

    def fits(self, root: Path) -> bool:
        """Whether what it changes stands in the file exactly once."""
        return (root / self.file).read_text().count(self.old) == 1

    def make(self, root: Path) -> str:
        """Change the file; returns what stood there before."""
        file = root / self.file
        before = file.read_text()
        file.write_text(before.replace(self.old, self.new, 1))
        return before
