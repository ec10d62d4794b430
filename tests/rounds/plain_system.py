"""`make run` with a MongoDB that compresses nothing, so that a search in its files can see what is in them."""

import sys

from deploy.local import mongodb
from deploy.local.__main__ import main

PLAIN = [
    "--wiredTigerCollectionBlockCompressor", "none",
    "--wiredTigerJournalCompressor", "none",
    "--wiredTigerIndexPrefixCompression", "false",
]  # fmt: skip


def uncompressed(make):
    def process(*arguments):
        made = make(*arguments)
        made.command += PLAIN
        return made

    return process


if __name__ == "__main__":
    mongodb.process = uncompressed(mongodb.process)
    sys.exit(main())
