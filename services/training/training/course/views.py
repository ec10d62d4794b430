"""The catalogue: one row for each course."""

from asnkit.events import Event, View

COURSES = View("courses", indexes=([("title", 1), ("_id", 1)], [("kind", 1), ("title", 1), ("_id", 1)]))


@COURSES.on("training.course.published", keys=lambda event: [event.subject])
def publish(row: dict | None, event: Event) -> dict:
    data = event.data
    words = " ".join((data["title"], data["code"], *data["competences"])).casefold()
    return {**data, "published_at": event.time, "words": words}
