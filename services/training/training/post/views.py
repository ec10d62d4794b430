"""Posts: one row for each, by unit and title."""

from asnkit.events import Event, View, uuid_of

from . import domain

POSTS = View("posts", indexes=([("unit", 1), ("title", 1), ("_id", 1)], [("title", 1), ("_id", 1)]))


@POSTS.on("training.post.registered", "training.post.standard_set", "training.post.closed", keys=lambda e: [e.subject])
def register(row: dict | None, event: Event) -> dict:
    return {**domain.evolve(row, event), "id": uuid_of(event.subject)}
