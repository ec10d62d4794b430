"""A QR code as it stands in a page."""

import segno
from markupsafe import Markup


def picture(address: str) -> Markup:
    return Markup(segno.make(address, error="m").svg_inline(border=3, omitsize=True))
