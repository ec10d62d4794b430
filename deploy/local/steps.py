"""What a person sees while the system comes up."""

import time
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .supervisor import Supervisor


class Interrupted(Exception):
    """Somebody asked for the end before everything was up."""


class Steps:
    """One line per step, with the time that it took. No step begins once the supervisor is to end."""

    def __init__(self, console: Console, supervisor: Supervisor):
        self._console = console
        self._supervisor = supervisor

    @contextmanager
    def step(self, name: str):
        begun = self._begin()
        with self._console.status(name):
            yield
        self._done(name, begun)

    @contextmanager
    def bar(self, name: str):
        """Yields a function (done, total) that moves a bar."""
        begun = self._begin()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        ) as progress:
            task = progress.add_task(name, total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)
        self._done(name, begun)

    def _begin(self) -> float:
        if self._supervisor.ending:
            raise Interrupted
        return time.monotonic()

    def _done(self, name: str, begun: float) -> None:
        self._console.print(f"[green]✓[/] {name:24} {time.monotonic() - begun:5.1f} s", highlight=False)
