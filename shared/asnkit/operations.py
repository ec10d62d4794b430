"""What each word of a service's command line does."""

import argparse
import gc
from importlib import import_module

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from . import bulk, deadlines, logs
from .adopting import adopt
from .bulk import Batches
from .bus import Reader
from .consumer import Consumer
from .deadlines import Deadlines
from .refilling import refill
from .service import Runtime
from .settings import Settings, package_of
from .verify import verify

console = Console()


def run(service: str, arguments: argparse.Namespace) -> int:
    """Carry out one command; returns the exit code."""
    settings = Settings.from_environment(service)
    if arguments.command == "web":
        from .server import serve

        make_app = import_module(f"{package_of(service)}.app").create_app
        _collect_garbage()
        serve(make_app, settings)
        return 0
    runtime = Runtime(import_module(f"{package_of(service)}.wiring").SERVICE, settings)
    _collect_garbage()
    if arguments.command == "worker":
        from .worker import Worker

        logs.configure(service)
        Worker(runtime).run()
        return 0
    if "function" in arguments:
        place, _, function = arguments.function.partition(":")
        return getattr(import_module(place), function)(runtime)
    return COMMANDS[arguments.command](runtime, arguments)


def _collect_garbage() -> None:
    """From here on, of what comes: what is there already stays as long as the process, and its pages stay shared."""
    gc.freeze()
    gc.enable()


def prepare(runtime: Runtime, _) -> int:
    runtime.prepare()
    return 0


def rebuild(runtime: Runtime, _) -> int:
    """A new generation from the first event, then one pointer moves; readers notice nothing."""
    generation = runtime.views.next()
    runtime.views.prepare(generation)
    _forget(runtime, f"{runtime.service.name}.views.{generation}")
    for view in runtime.service.views:
        runtime.views.collection(view.name, generation).delete_many({})
    reader = Reader(runtime.settings, runtime.view_topics)
    consumer = runtime.consumer(f"views.{generation}")
    with _progress() as progress:
        task = progress.add_task(f"generation {generation}", total=reader.total)
        batch = []
        for record in reader:
            batch.append(record)
            if len(batch) == 500:
                consumer.apply(batch)
                progress.advance(task, len(batch))
                batch = []
        if batch:
            consumer.apply(batch)
            progress.advance(task, len(batch))
    reader.close()
    runtime.views.swap(generation)
    console.print(f"{runtime.service.name}: generation {generation} is live")
    return 0


def parked(runtime: Runtime, _) -> int:
    """The streams that wait, with the reason and how many events stand behind."""
    groups = runtime.db.parked.aggregate(
        [
            {"$sort": {"version": 1}},
            {
                "$group": {
                    "_id": {"consumer": "$consumer", "stream": "$stream"},
                    "version": {"$first": "$version"},
                    "type": {"$first": "$type"},
                    "reason": {"$first": "$reason"},
                    "error": {"$first": "$error"},
                    "since": {"$min": "$at"},
                    "events": {"$sum": 1},
                }
            },
            {"$sort": {"since": 1}},
        ]
    )
    table = Table("consumer", "stream", "from version", "type", "reason", "since", "events")
    rows = list(groups)
    for row in rows:
        reason = f"{row['reason']} {row['error']}".strip()
        table.add_row(
            row["_id"]["consumer"],
            row["_id"]["stream"],
            str(row["version"]),
            row["type"].rpartition("asn.")[2],
            reason,
            f"{row['since']:%Y-%m-%d %H:%M:%S}Z",
            str(row["events"]),
        )
    console.print(table if rows else "no stream is parked")
    for name, kind in (("deadlines", deadlines), ("batches", bulk)):
        shown = kind.parked(runtime.db)
        for one in shown:
            since = f"{one['parked']['at']:%Y-%m-%d %H:%M:%S}Z"
            console.print(f"{name} {one['_id']} is parked since {since}: {one['parked']['error']}")
        if more := kind.count_parked(runtime.db) - len(shown):
            console.print(f"{more} more {name} are parked")
    for halt in runtime.db.halts.find():
        console.print(f"{halt['_id']} is halted since {halt['at']:%Y-%m-%d %H:%M:%S}Z: {halt['reason']}")
    return 0


def redrive(runtime: Runtime, arguments) -> int:
    """What is parked goes on; `arguments.consumer` may also be "deadlines" or "batches"."""
    name = arguments.consumer.removeprefix(f"{runtime.service.name}.")
    try:
        if name == "deadlines":
            done = Deadlines(runtime.store, runtime.service.deadlines).redrive(arguments.stream)
        elif name == "batches":
            done = Batches(runtime).redrive(arguments.stream)
        elif (consumer := _consumer(runtime, name)) is None:
            return 1
        else:
            done = consumer.redrive(arguments.stream) or False
    except Exception as error:  # the handler's own error: it stays parked, nothing changed
        console.print(f"still fails: {type(error).__name__} {error}")
        return 1
    if done is False:
        console.print(f"{arguments.stream} is not parked")
        return 1
    console.print(
        f"{arguments.stream} goes on" if done is True else f"{done} events applied, {arguments.stream} goes on"
    )
    return 0


def _consumer(runtime: Runtime, name: str) -> Consumer | None:
    """The consumer of that name; None, and which there are is said, when there is none."""
    try:
        return runtime.consumer(name)
    except KeyError:
        known = ", ".join(runtime.consumer_names())
        console.print(f"{runtime.service.name} has no consumer {name}; it has {known}")
        return None


def resume(runtime: Runtime, arguments) -> int:
    consumer = _consumer(runtime, arguments.consumer.removeprefix(f"{runtime.service.name}."))
    if consumer is None:
        return 1
    if not consumer.resume():
        console.print(f"{arguments.consumer} is not halted")
        return 1
    console.print(f"{arguments.consumer} goes on")
    return 0


def check(runtime: Runtime, _) -> int:
    report = verify(runtime)
    console.print(report.line())
    for violation in report.violations:
        console.print(f"  {violation}")
    return 1 if report.violations else 0


def rewrap(runtime: Runtime, _) -> int:
    moved = runtime.vault.rewrap()
    console.print(f"{runtime.service.name}: {moved} keys wrapped anew; older lines of master.key may go")
    return 0


COMMANDS = {
    "adopt": lambda runtime, _: adopt(runtime),
    "refill": lambda runtime, _: refill(runtime),
    "rewrap": rewrap,
    "prepare": prepare,
    "rebuild": rebuild,
    "parked": parked,
    "redrive": redrive,
    "resume": resume,
    "verify": check,
}


def _forget(runtime: Runtime, consumer: str) -> None:
    """Drop the cursors of a generation that was begun and never finished."""
    runtime.db.inbox.delete_many({"consumer": consumer})
    runtime.db.positions.delete_many({"consumer": consumer})
    runtime.db.parked.delete_many({"consumer": consumer})


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
