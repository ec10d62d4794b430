"""Two people: the second signature names the first signer's event, exactly as the second signer saw it.

Who signed is the actor of an event and nothing else. Pure, so that whoever has the events can decide again.
"""

from collections.abc import Mapping

from asnkit.events import Event, Refused


def signature(event: Event) -> dict:
    """What a state keeps of a signed event: {event, sha256, actor}."""
    return {**event.reference, "actor": event.actor}


def reference(signed: Mapping) -> dict:
    """How another event names it: {event, sha256}."""
    return {"event": signed["event"], "sha256": signed["sha256"]}


def check_seen(signed: Mapping, seen: Mapping, field: str) -> None:
    """Raises Refused when what the signer read is not what stands there now."""
    if reference(signed) != {"event": seen["event"], "sha256": seen["sha256"]}:
        raise Refused("bukan-yang-dibaca", "Yang Anda baca bukan lagi yang ditandatangani orang pertama.", field)


def check_second(signed: Mapping, seen: Mapping, actor: str, field: str, otherwise: str) -> None:
    """Raises Refused when the second signer is the first one, or read something else."""
    if same_person(actor, signed["actor"]):
        raise Refused("penanda-tangan-sama", otherwise, status=403)
    check_seen(signed, seen, field)


def same_person(one: str, other: str) -> bool:
    """Of two actors, "<role>:<pseudonym>"; one person may hold two roles."""
    return one.partition(":")[2] == other.partition(":")[2]
