"""Posts: one row for each, by unit and title."""

from asnkit.events import Event, View, uuid_of
from asnkit.text import natural

from . import domain

POSTS = View("posts", shape=2, indexes=([("unit", 1), ("place", 1), ("_id", 1)], [("place", 1), ("_id", 1)]))


@POSTS.on("training.post.registered", "training.post.standard_set", "training.post.closed", keys=lambda e: [e.subject])
def register(row: dict | None, event: Event) -> dict:
    post = domain.evolve(row, event)
    return {**post, "id": uuid_of(event.subject), "place": natural(post["title"])}
