"""The services' own rules over a mirror's events. They are imported only here, and only when they are asked for."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from .growth import Contradicts
from .mirror import recorded, shown
from .progress import bar
from .sources import Unreadable, source_of

SERVICES = ("registration", "selection", "training", "feedback", "audit", "platform", "portal")


def add_mirror(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mirror", help="a folder that `fetch --archive` made")


def add_what(parser: argparse.ArgumentParser):
    """The group of which exactly one is given."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--stream", help="the state of one object, for example application-…")
    what.add_argument("--view", metavar="SERVICE.VIEW", help="the rows of a list, for example training.roster")
    parser.add_argument("--by", choices=("record", "valid"), default="record", help="by when it was recorded, or held")
    return what


def moment(text: str) -> datetime:
    """A time with its zone, or a date, which is its beginning in UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def rules():
    """The catalogue of every service that is installed. Raises Unreadable."""
    try:
        from asnkit.catalogue import discover
    except ImportError:
        raise Unreadable("replaying needs the packages asnkit and the services' own (pip install)") from None
    return discover(SERVICES)


def until(text: str | None, by: str):
    """The moment of the services' catalogue for a time on the command line."""
    from asnkit.catalogue import Moment

    if text is None:
        return Moment()
    return Moment(known=moment(text)) if by == "record" else Moment(valid=moment(text))


def events(place: str) -> Iterator:
    """Every event of a mirror, in the log's order, with a bar."""
    from asnkit.events import Event

    source = source_of(place)
    size = shown(source)[1].size
    for one in bar(recorded(source, size), size, "events"):
        yield Event.parse(one.raw)


def content(options: argparse.Namespace, text: str | None):
    """{key: state or row} at a moment: one stream's, or a view's on a shelf."""
    catalogue = rules()
    stop = until(text, options.by)
    from asnkit.catalogue import Unfoldable, fold_rows
    from asnkit.shelf import Shelf

    try:
        if options.stream:
            own = (event for event in events(options.mirror) if event.subject == options.stream)
            state = catalogue.state(stop.admit(own))
            return {} if state is None else {options.stream: state}
        service, _, name = options.view.partition(".")
        if (service, name) not in catalogue.views:
            known = ", ".join(sorted(f"{of}.{view}" for of, view in catalogue.views))
            raise Unreadable(f"there is no view {options.view}; there are {known}")
        return fold_rows(catalogue.views[service, name], stop.admit(events(options.mirror)), Shelf())
    except Unfoldable as error:
        raise Contradicts(f"the rules cannot be applied: {error}") from None


def say(text: str) -> None:
    print(text, file=sys.stderr)
