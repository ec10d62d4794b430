"""What a person sees while a round runs: one bar for each stage, and what it took."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

THREADS = 6


class Stages:
    def __init__(self, console: Console):
        self.console = console
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, total: int = 1):
        """Yields a function that moves the bar by a number, 1 by default."""
        columns = (SpinnerColumn(), TextColumn("{task.description:32}"), BarColumn(), MofNCompleteColumn())
        begun = time.monotonic()
        with Progress(
            *columns, TimeElapsedColumn(), console=self.console, transient=True, disable=not self.console.is_terminal
        ) as progress:
            task = progress.add_task(name, total=total)
            yield lambda number=1: progress.advance(task, number)
        self.seconds[name] = time.monotonic() - begun
        self.console.print(f"[green]✓[/] {name:32} {total:6} {self.seconds[name]:7.1f} s", highlight=False)

    def each(self, name: str, things: Iterable, work: Callable, threads: int = THREADS) -> list:
        """`work(thing)` for all, in some threads, under one bar; the results in order. The first error ends it."""
        things = list(things)
        with self.stage(name, len(things)) as advance:

            def one(thing):
                result = work(thing)
                advance()
                return result

            with ThreadPoolExecutor(threads) as pool:
                futures = [pool.submit(one, thing) for thing in things]
                try:
                    wait(futures, return_when=FIRST_EXCEPTION)
                finally:
                    for future in futures:
                        future.cancel()
            return [future.result() for future in futures]
