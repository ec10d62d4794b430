"""A letter as it stands on the wire."""

from email import message_from_bytes, policy

from asnkit.mail import Letter, _message

FROM = "Kantor <kantor@contoh.id>"
STOP = f"https://asn.tanjungbalaikota.example/berhenti/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001.{'0' * 32}"


def sent(letter):
    return message_from_bytes(_message(letter, FROM).as_bytes(), policy=policy.compat32)


def test_the_address_that_stops_letters_stands_there_whole():
    letter = sent(Letter("1", "siti@contoh.id", "Kabar", "Baris.\n", STOP))
    assert letter["List-Unsubscribe"] == f"<{STOP}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_everybody_has_to_get_has_no_such_address_and_long_lines_are_folded():
    letter = sent(Letter("1", "siti@contoh.id", "Kabar", "é" * 500 + "\n"))
    assert "List-Unsubscribe" not in letter
    assert max(map(len, letter.get_payload().splitlines())) <= 76
