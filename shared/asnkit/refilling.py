"""`python -m <service> refill`: a Kafka that lost everything gets a service's events again, byte for byte.

The commits are the history: each has its events' bytes and the note that was signed over them, so what is sent is what
was sent before. Where it lay on the topic is another place; so every consumer of this service begins at the beginning
and drops, by its cursors, what it has applied.
"""

import os

from rich.console import Console

from .bus import Reader
from .lease import Lease
from .service import Runtime

console = Console()


def refill(runtime: Runtime) -> int:
    """The command; its exit code. To be repeated when it dies: it goes on, or the worker's relay does."""
    name, lease = runtime.service.name, Lease(runtime.db.leases, "relay", f"refill/{os.getpid()}")
    if not lease.hold():
        console.print(f"The worker of {name} is at work: stop it first.")
        return 1
    try:
        if there := messages(runtime):
            console.print(f"Not changed: {', '.join(runtime.topics)} hold {there} messages, so they were not lost.")
            return 1
        mark(runtime)
        sent, relay = 0, runtime.relay()
        try:
            while some := relay.drain_some():
                sent += some
                lease.hold()
        finally:
            relay.close()
    finally:
        lease.release()
    console.print(f"{name}: {sent} commits are on Kafka again; its consumers begin anew.", soft_wrap=True)
    return 0


def mark(runtime: Runtime) -> None:
    """Everything counts as unsent, and nothing as read."""
    runtime.db.positions.delete_many({})
    for collection in runtime.service.resent:
        runtime.db[collection].update_many({"sent": True}, {"$set": {"sent": False}})
    runtime.db.commits.update_many({"published": True}, {"$set": {"published": False}})


def messages(runtime: Runtime) -> int:
    """How many are on this service's own topics."""
    if not runtime.topics:
        return 0
    reader = Reader(runtime.settings, runtime.topics)
    reader.close()
    return reader.total
