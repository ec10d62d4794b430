"""A person's name as the identity card has it: letters, and what joins or shortens them.

One letter is a name, a name may begin with an apostrophe, and it is as long as it is: the register writes up to 60
signs for those named since 2022 (Permendagri 73/2022 art. 4), and older names are longer.
"""

import unicodedata

LONGEST = 200
JOINING = frozenset(" '-.,/()\"&")


def check(name: str) -> None:
    """Of a name in one line of plain signs. Raises ValueError: what is wrong, in Indonesian."""
    if any(sign.isnumeric() for sign in name):
        raise ValueError("Tulis nama tanpa angka, seperti pada KTP.")
    for sign in name:
        if sign not in JOINING and unicodedata.category(sign)[0] not in "LM":
            raise ValueError(f"Nama memuat tanda {sign} yang bukan huruf. Tulis seperti pada KTP.")
    if not any(sign.isalpha() for sign in name):
        raise ValueError("Nama harus memuat huruf. Tulis seperti pada KTP.")
