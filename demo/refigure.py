"""Computes published figures again from open data, as anybody could: this file uses nothing of the project.

    python demo/refigure.py --feedback http://127.0.0.1:8104 --portal http://127.0.0.1:8080

Each index (IKM) from the sums of its answers (PermenPANRB 14/2017: the nine means, each times 1/9, times 25), with its
band; the numbers of its answers by the digest that was published; and the sheet of complaints, whose rows and columns
add up where nothing is held back. Prints one line a figure; the exit code is 1 where one differs.
"""

import argparse
import csv
import hashlib
import io
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from urllib.request import urlopen

BANDS = (("A", Decimal("88.31")), ("B", Decimal("76.61")), ("C", Decimal("65.00")), ("D", Decimal(0)))
"""Letter, the least index: PermenPANRB 14/2017."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feedback", required=True, help="address of feedback's API")
    parser.add_argument("--portal", required=True, help="address of the portal")
    given = parser.parse_args()
    found = [*indexes(given.feedback), *complaints(given.portal)]
    for what, published, again in found:
        print(f"{'same' if published == again else 'DIFFERS'}  {what}: {published} = {again}")
    return 0 if found and all(published == again for _, published, again in found) else 1


def indexes(feedback: str):
    """(what, as published, as computed) of every index."""
    for survey in every(f"{feedback}/v1/surveys?status=closed"):
        if survey["ikm"]:
            yield from index(survey, content(f"{feedback}/v1/surveys/{survey['id']}/counted"))


def index(survey: dict, counted: bytes):
    """Of one survey with an index; `counted` is the list of the answers in it."""
    title, ikm = survey["title"], survey["ikm"]
    means = [Fraction(one["total"], one["n"]) for one in ikm["elements"]]
    shown = rounded(sum(means) * Fraction(1, len(means)) * 25)
    yield f"{title}, index", ikm["shown"], str(shown)
    yield f"{title}, band", ikm["grade"], next(letter for letter, least in BANDS if shown >= least)
    yield f"{title}, answers", ikm["responses"], len(json.loads(counted))
    yield f"{title}, their digest", ikm["counted_sha256"], hashlib.sha256(counted).hexdigest()


def complaints(portal: str):
    text = content(f"{portal}/aduan/angka.csv").decode("utf-8-sig")
    return sums(list(csv.reader(io.StringIO(text), delimiter=";")))


def sums(sheet: list[list[str]]):
    """(what, as told, as added up) of each row and column in which nothing is held back; the last row is of all."""
    [titles, *rows] = sheet
    for name, *numbers in rows:
        if all(numbers):
            yield f"complaints, {name}", int(numbers[-1]), sum(map(int, numbers[:-1]))
    for place, title in enumerate(titles[1:], start=1):
        column = [row[place] for row in rows]
        if all(column):
            yield f"complaints, {title}", int(column[-1]), sum(map(int, column[:-1]))


def every(address: str):
    """All items of a list, a page of a hundred after the other."""
    offset = 0
    while True:
        page = json.loads(content(f"{address}&limit=100&offset={offset}"))
        yield from page["items"]
        offset += len(page["items"])
        if not page["items"] or offset >= page["total"]:
            return


def content(address: str) -> bytes:
    with urlopen(address, timeout=30) as answer:
        return answer.read()


def rounded(value: Fraction) -> Decimal:
    """Two decimals, half up."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


if __name__ == "__main__":
    sys.exit(main())
