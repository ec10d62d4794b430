"""Pages of work that somebody else does: they load themselves again by a header, until the reader stops that.

A header and not an element of the page, which WCAG 2.2.1 takes for a time limit that cannot be turned off.
"""

from flask import request

SECONDS = 3


def again(waiting) -> bool:
    return bool(waiting) and request.args.get("segar") != "tidak"


def headers(waiting) -> dict[str, str]:
    return {"Refresh": str(SECONDS)} if again(waiting) else {}
