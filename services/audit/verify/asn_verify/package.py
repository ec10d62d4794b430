"""`asn-verify package`: evidence of some events in one ZIP, and the check of such a ZIP."""

import argparse
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from . import evidence
from .check import add_signers, opened, signers_of
from .evidence import VARIANTS, Scope
from .folding import say
from .mirror import Recorded, recorded, shown
from .progress import bar
from .sources import KEY, Source, Tiles, Unreadable, key_of, source_of

HELP = "make an evidence package from a mirror, or check one"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="MIRROR|ZIP", help="a folder that `fetch --archive` made, or what to check")
    parser.add_argument("into", nargs="?", type=Path, metavar="OUT.zip")
    parser.add_argument("--check", action="store_true", help="check the package instead of making one")
    parser.add_argument("--key", help="the log's verifier key, or its file; needed to check")
    parser.add_argument("--stream", help="events of this object")
    parser.add_argument("--correlation", help="events of this trace")
    parser.add_argument("--actor", help="events of this actor")
    parser.add_argument("--since", help="recorded at or after this time (RFC 3339, UTC)")
    parser.add_argument("--until", help="recorded before this time")
    parser.add_argument("--reason", default="", help="why the package is made")
    add_signers(parser)
    parser.add_argument("--variant", choices=VARIANTS, default="masked")


def run(options: argparse.Namespace) -> int:
    return _check(options) if options.check else _make(options)


def _make(options: argparse.Namespace) -> int:
    if not options.into or not options.reason:
        raise Unreadable("a package needs OUT.zip and --reason")
    source = source_of(options.place)
    note, checkpoint = shown(source)
    key = key_of(options.key) if options.key else source.read(KEY).decode().strip()
    opened(note, key, "the mirror's checkpoint")
    names = ("stream", "correlation", "actor", "since", "until")
    asked = {name: getattr(options, name) for name in names if getattr(options, name)}
    if not asked:
        raise Unreadable("say which events: --stream, --correlation, --actor, --since, --until")
    wanted = list(_wanted(source, checkpoint.size, asked))
    if not wanted:
        raise Unreadable("no event is like this")
    scope = Scope(asked, options.reason, options.variant)
    tiles = Tiles(source)

    def files():
        return evidence.contents(scope, wanted, tiles.hashes, note, key)

    with open(options.into, "wb") as target:
        digest = evidence.write(target, scope, files, note)
    say(f"{options.into}: {len(wanted)} events, {options.variant}; SHA-256 of its list {digest}")
    return 0


def _check(options: argparse.Namespace) -> int:
    if not options.key:
        raise Unreadable("checking needs --key, from elsewhere than the package")
    try:
        with zipfile.ZipFile(options.place) as package:
            signers = signers_of(options) if options.keys else None
            proved, whole = evidence.check(package, key_of(options.key), signers)
    except (OSError, zipfile.BadZipFile) as error:
        raise Unreadable(f"{options.place}: {error}") from None
    print(f"{proved} events are proved, {whole} of them with their content.")
    if signers:
        print(f"Those {whole} are signed by the services that own them.")
    return 0


def _wanted(source: Source, size: int, asked: dict[str, str]) -> Iterator[Recorded]:
    for one in bar(recorded(source, size), size, "events"):
        event = json.loads(one.raw)
        fields = {"stream": event["subject"], "correlation": event["correlationid"], "actor": event["actor"]}
        if any(name in asked and asked[name] != value for name, value in fields.items()):
            continue
        if asked.get("since", "") <= event["time"] and ("until" not in asked or event["time"] < asked["until"]):
            yield one
