"""Backups in containers: `python -m deploy.backup make|check|restore`, told by the environment as a service is.

    make     [--keep 14] [--key-days 7]      a new one in --base, then the oldest go
    check    [--from TIME]                   every file of one is as it was written (by default the newest)
    restore  [--from TIME] [--without-keys]  into empty databases, or not at all

MONGO_URL names the administrator; `backup.key` and `mongodb.password` are files of ASN_SECRETS.
"""

import argparse
import sys
from pathlib import Path

from asnkit.db import connect
from asnkit.settings import Settings
from tlog.notes import Signer

from . import MANIFEST, ORIGIN, Broken
from .files import check
from .making import make, prune
from .restoring import restore


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.backup", description=__doc__)
    parser.add_argument("command", choices=["make", "check", "restore"])
    parser.add_argument("--base", type=Path, default=Path("/backups"))
    parser.add_argument("--from", dest="time", default="")
    parser.add_argument("--keep", type=int, default=14)
    parser.add_argument("--key-days", type=int, default=7)
    parser.add_argument("--without-keys", action="store_true")
    given = parser.parse_args(arguments)
    try:
        print(_carry_out(given, Settings.from_environment("backup")), flush=True)
    except Broken as broken:
        print(f"Nothing was done: {broken}.", file=sys.stderr)
        return 1
    return 0


def _carry_out(given: argparse.Namespace, settings: Settings) -> str:
    signer = Signer.from_pem(ORIGIN, settings.secret("backup.key"))
    if given.command == "make":
        with connect(settings.mongo_url) as client:
            folder = make(client, given.base, signer, settings.log_dir)
        gone, keyless = prune(given.base, given.keep, given.key_days)
        return f"{folder} is whole; {gone} older ones are gone, and the keys of {keyless}."
    folder = given.base / given.time if given.time else newest(given.base)
    if given.command == "check":
        made = check(folder, signer.verifier, given.without_keys)["made"]
        return f"{folder} of {made} is as it was written."
    with connect(settings.mongo_url) as client:
        done = restore(client, folder, signer.verifier, settings.log_dir, given.without_keys)
    return f"{sum(done.values())} documents of {folder} are back; now `adopt` of each service, then `regain` of audit."


def newest(base: Path) -> Path:
    """Raises Broken."""
    whole = [folder for folder in base.iterdir() if (folder / MANIFEST).exists()]
    if not whole:
        raise Broken(f"{base} has no whole backup")
    return max(whole)


if __name__ == "__main__":
    sys.exit(main())
