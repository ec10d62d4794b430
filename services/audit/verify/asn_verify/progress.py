"""A bar on a terminal; silent elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
WIDTH = 30
EVERY_SECONDS = 0.1


def bar(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, with a line on standard error that grows."""
    if not sys.stderr.isatty():
        yield from items
        return
    shown = 0.0
    for done, item in enumerate(items):
        if time.monotonic() - shown > EVERY_SECONDS:
            shown = time.monotonic()
            _draw(done, total, what)
        yield item
    _draw(total, total, what)
    print(file=sys.stderr)


def _draw(done: int, total: int, what: str) -> None:
    full = WIDTH * done // max(total, 1)
    print(f"\r{what} [{'#' * full}{'.' * (WIDTH - full)}] {done}/{total}", end="", file=sys.stderr, flush=True)
