"""Who is tied in a final ranking, as selection's own events say: whoever asks for birth dates is not believed.

`sittings` has a row for each application, `weights` one for each formation line with a plan of its own.
"""

from asnkit.events import Event, View

SITTINGS = View("sittings", indexes=([("person", 1)],))
WEIGHTS = View("weights")


@SITTINGS.on("selection.score.recorded", "selection.score.amended", keys=lambda event: [event.data["application"]])
def _sat(row: dict | None, event: Event) -> dict:
    data, stage = event.data, event.data["stage"].lower()
    return {**(row or {}), "person": data["person"], "vacancy": data["vacancy"], stage: data[stage]}


@WEIGHTS.on("selection.rules.locked", keys=lambda event: [plan["vacancy"] for plan in event.data["plans"]])
def _locked(_row: dict | None, event: Event) -> dict:
    return {"plans": {plan["vacancy"]: plan["skb"] for plan in event.data["plans"]}}
