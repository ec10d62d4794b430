"""Computes published figures again from open data, as anybody could: this file uses nothing of the project.

    python demo/refigure.py --feedback http://127.0.0.1:8104 --portal http://127.0.0.1:8080

Each index (IKM) from the sums of its answers (PermenPANRB 14/2017: the nine means, each times 1/9, times 25), with its
band and its elements; its interval and what each element has to do with the others from the sums of complete answers;
the numbers of its answers by the digest that was published; where units fall short, from the elements; the sheets of
complaints, whose rows and columns add up where nothing is held back, with the day on which half of them were solved;
and the board of each period: its sheets beside its JSON, seats, lists and comments. Prints one line a figure; the exit
code is 1 where one differs. The index without flagged answers has no sums that could be published: it is not here.
"""

import argparse
import csv
import hashlib
import io
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import combinations_with_replacement
from urllib.parse import quote
from urllib.request import urlopen

BANDS = (("A", Decimal("88.31")), ("B", Decimal("76.61")), ("C", Decimal("65.00")), ("D", Decimal(0)))
"""Letter, the least index: PermenPANRB 14/2017."""
CODE = re.compile(r'(?:/transparansi/|<option value=")([A-Z0-9][A-Z0-9-]{2,39})(?:\.json|")')
"""A period on the page of the board: as its file's address, or among the choices."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feedback", required=True, help="address of feedback's API")
    parser.add_argument("--portal", required=True, help="address of the portal")
    given = parser.parse_args()
    found = [*indexes(given.feedback), *gaps(given.feedback), *complaints(given.portal, given.feedback)]
    found += board(given.portal, given.feedback)
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
    yield f"{title}, band", ikm["grade"], band(shown)
    yield f"{title}, answers", ikm["responses"], len(json.loads(counted))
    yield f"{title}, their digest", ikm["counted_sha256"], hashlib.sha256(counted).hexdigest()
    for one, mean in zip(ikm["elements"], means, strict=True):
        yield f"{title}, {one['key']}", one["shown"], str(rounded(mean))
    if ikm["channels"]:
        yield f"{title}, answers by channel", ikm["responses"], sum(ikm["channels"].values())
    if ikm["complete"]:
        yield f"{title}, interval", ikm["margin"], str(margin(**ikm["complete"]))
        for place, one in enumerate(ikm["elements"]):
            again = importance(place, **ikm["complete"])
            yield f"{title}, what {one['key']} goes with", one["importance"], again and str(again)


def margin(n: int, totals: list[int], products: list[int]) -> Decimal:
    """Half the 95 % interval: 1.96 standard errors of the mean of single indexes, each 25/9 of a sum of nine."""
    every = range(len(totals))
    variance = Fraction(covariance(every, every, n, totals, products), n * (n - 1))
    return root((Fraction(196, 100) * Fraction(25, 9)) ** 2 * variance / n)


def importance(place: int, n: int, totals: list[int], products: list[int]) -> Decimal | None:
    """Pearson's correlation of an element with the sum of the eight others; None where one of both never differs."""
    others = [one for one in range(len(totals)) if one != place]
    own, rest, both = (
        covariance(some, more, n, totals, products)
        for some, more in (([place], [place]), (others, others), ([place], others))
    )
    if not own or not rest:
        return None
    return root(Fraction(both**2, own * rest)).copy_sign(both)


def covariance(some, others, n: int, totals: list[int], products: list[int]) -> int:
    """Times n (n - 1). `products` are 1·1, 1·2 … 1·9, 2·2 … 9·9."""
    pairs = list(combinations_with_replacement(range(len(totals)), 2))
    product = {pair: products[place] for place, pair in enumerate(pairs)}
    together = sum(product[min(i, j), max(i, j)] for i in some for j in others)
    return n * together - sum(totals[i] for i in some) * sum(totals[j] for j in others)


def root(square: Fraction) -> Decimal:
    """Two decimals, half up."""
    with localcontext() as exact:
        exact.prec = 60
        return (Decimal(square.numerator) / Decimal(square.denominator)).sqrt().quantize(Decimal("0.01"), ROUND_HALF_UP)


def gaps(feedback: str):
    """Each element of an index of grade C or D, as its unit was told in public, beside the index."""
    known = {f"/ikm/{one['id']}": one for one in every(f"{feedback}/v1/surveys?status=closed") if one["ikm"]}
    for gap in keyed(f"{feedback}/v1/gaps"):
        if gap["source"] != "index":
            continue
        of = {one["key"]: one for one in known[gap["link"]]["ikm"]["elements"]}[gap["subject"]]
        again = rounded(25 * Fraction(of["total"], of["n"]))
        yield f"{gap['unit']}, {gap['subject']}, mean", gap["shown"], of["shown"]
        yield f"{gap['unit']}, {gap['subject']}, grade", gap["grade"], band(again)


def complaints(portal: str, feedback: str):
    yield from sums(sheet(f"{portal}/aduan/angka.csv"))
    told = json.loads(content(f"{feedback}/v1/complaints/figures"))
    if told["durations"]:
        days = [point["day"] for point in told["durations"]["curve"]]
        shares = [Decimal(point["solved"]) for point in told["durations"]["curve"]]
        yield "complaints, solved never less than before", sorted(shares), shares
        if told["durations"]["median"] is not None:
            place = days.index(told["durations"]["median"])
            around = shares[place] >= 50 >= (shares[place - 1] if place else 0)
            yield "complaints, half of them solved on the day that is told", True, around
    for one in told["ages"]:
        status, stretches = one["status"], one["stretches"].values()
        if told["states"][status] is not None and None not in stretches:
            yield f"complaints, {status} by age", told["states"][status], sum(stretches)


def board(portal: str, feedback: str):
    """Of each period with a page: seats and people by line in sheet and JSON, and comments by stage."""
    for code in sorted(set(CODE.findall(content(f"{portal}/transparansi").decode()))):
        told = json.loads(content(f"{portal}/transparansi/{code}.json"))
        lines = sheet(f"{portal}/transparansi/{code}.csv")[1:]
        yield f"{code}, lines", len(told["lines"]), len(lines)
        yield f"{code}, seats", sum(one["quota"] for one in told["lines"]), sum(int(row[3]) for row in lines)
        won = [one["won"] for one in told["lines"]]
        if "FINAL" in told["results"] and None not in won:
            yield f"{code}, winners", told["results"]["FINAL"].get("L", 0), sum(won)
        for stage in told["comments"] or []:
            shown = keyed(f"{feedback}/v1/comments?period={code}&stage={stage['stage']}")
            yield f"{code}, comments shown on {stage['stage']}", stage["shown"], len(list(shown))


def sheet(address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(address).decode("utf-8-sig")), delimiter=";"))


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


def band(shown: Decimal) -> str:
    return next(letter for letter, least in BANDS if shown >= least)


def keyed(address: str):
    """All items of a list whose pages say where the next one begins."""
    after, mark = "", "&" if "?" in address else "?"
    while after is not None:
        page = json.loads(content(f"{address}{mark}limit=100{after and '&after=' + quote(after)}"))
        yield from page["items"]
        after = page["next"]


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
