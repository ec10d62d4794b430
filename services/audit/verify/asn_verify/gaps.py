"""`asn-verify gaps`: what the mirrored events say of each other that cannot be."""

import argparse
import json
from collections.abc import Iterator

from .folding import add_mirror, say
from .mirror import recorded, shown
from .progress import bar
from .sources import source_of

HELP = "look for missing versions, causes that are not there, and times that run backwards"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_mirror(parser)


def run(options: argparse.Namespace) -> int:
    source = source_of(options.mirror)
    size = shown(source)[1].size
    found = 0
    for sentence in holes(json.loads(one.raw) for one in bar(recorded(source, size), size, "events")):
        found += 1
        print(sentence)
    say(f"{size} events, {found} gaps")
    return 1 if found else 0


def holes(events: Iterator[dict]) -> Iterator[str]:
    """One sentence for each thing that cannot be. Memory grows with the streams, not with the events."""
    last: dict[str, tuple[int, str]] = {}
    waiting: dict[str, str] = {}
    for event in events:
        stream, version, id = event["subject"], event["streamversion"], event["id"]
        seen, time = last.get(stream, (0, ""))
        if id != f"{stream}@{version}":
            yield f"{id}: its number is not that of its stream, {stream}@{version}"
        if version != seen + 1:
            yield f"{stream}: version {version} comes after {seen}"
        if event["time"] < time:
            yield f"{id}: recorded at {event['time']}, before version {seen} at {time}"
        last[stream] = (max(version, seen), event["time"])
        cause = event.get("causationid")
        if cause and not _there(cause, last):
            waiting[id] = cause
    for effect, cause in waiting.items():
        if not _there(cause, last):
            yield f"{effect}: its cause {cause} is not in the log"


def _there(event: str, last: dict[str, tuple[int, str]]) -> bool:
    stream, _, version = event.rpartition("@")
    return version.isdigit() and last.get(stream, (0, ""))[0] >= int(version)
