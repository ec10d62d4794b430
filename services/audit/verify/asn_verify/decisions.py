"""Decisions of weight, decided again from a mirror alone: by the services' own rules, on the states of their basis."""

from collections.abc import Callable, Iterator
from contextlib import closing


def differing(catalogue, read: Callable[[], Iterator], counted: Callable[[], None]) -> Iterator[tuple[str, str]]:
    """(event id, what differs) of every decision that the rules would not take so today.

    `read()` gives every event in order. It is read three times: for what was decided on what, for the states of just
    these streams at just these versions, and for the decisions; what is kept meanwhile lies on shelves.
    """
    from asnkit.catalogue import Undecidable, Unfoldable
    from asnkit.shelf import Shelf

    with closing(Shelf()) as wanted, closing(Shelf()) as current, closing(Shelf()) as states:
        for event in _of_weight(catalogue, read()):
            for stream, version in _basis(event):
                key = f"{event.service}/{stream}"
                versions = wanted.get(key, {"versions": []})["versions"]
                wanted[key] = {"versions": sorted({*versions, version})}
        for event in read():
            key = f"{event.service}/{event.subject}"
            if key not in wanted:
                continue
            try:
                state = catalogue.evolve(current.get(key, {"state": None})["state"], event)
            except Unfoldable as error:
                yield event.id, str(error)
                continue
            current[key] = {"state": state}
            if event.streamversion in wanted[key]["versions"]:
                states[f"{key}@{event.streamversion}"] = {"state": state}
        for event in _of_weight(catalogue, read()):
            counted()
            own, *others = (
                (stream, states.get(f"{event.service}/{stream}@{version}", {"state": None})["state"])
                for stream, version in _basis(event)
            )
            try:
                changes = catalogue.decide_again(event, own[1], dict(others))
            except Undecidable as error:
                yield event.id, str(error)
                continue
            for change in changes:
                yield event.id, f"{change.field} would be another"


def _of_weight(catalogue, events: Iterator) -> Iterator:
    for event in events:
        aggregate = catalogue.aggregate(event)
        if aggregate is not None and event.fact in aggregate.again:
            yield event


def _basis(event) -> Iterator[tuple[str, int]]:
    """(stream, version) of the decision's own stream before it, then of each neighbour."""
    yield event.subject, event.streamversion - 1
    yield from event.basis_versions.items()
