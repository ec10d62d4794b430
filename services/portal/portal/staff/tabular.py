"""Faulty rows of a file, as a CSV that lies in the page itself: nothing of a refused file is kept."""

import base64
import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

MOST_SHOWN = 200
MOST_FILED = 20_000


def fault_file(errors: Iterable[dict]) -> str:
    """A data: address of {row, column, message} as CSV, for a link with `download`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Baris"), _("Kolom"), _("Kesalahan")])
    for error in list(errors)[:MOST_FILED]:
        writer.writerow([error["row"], error["column"] or "", error["message"]])
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.getvalue().encode("utf-8-sig")).decode()
