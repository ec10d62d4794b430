"""What an objection and its answer rest on, read inside their transaction; the application is held."""

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import Refused, uuid_of
from asnkit.sealing import Vault

from ..announcement.domain import FILE_CHECK
from ..vacancy.domain import check_taking
from .domain import Accept, Answer, File

MISSING = Refused("sanggahan-tidak-ada", "Sanggahan ini tidak ditemukan.", status=404)


def to_file(tx: Tx, person: str, id: str, contests: tuple[str, ...], text: dict) -> File:
    """`text` is sealed for the objection's stream."""
    application = tx.hold(f"application-{id}").state
    if application is None:
        raise Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", "application", status=404)
    check_taking(tx.load(f"vacancy-{application['vacancy']}").state)
    announced = states.one(tx.db, "announcement", tx.session, period=application["period"], stage=FILE_CHECK)
    stream, state = announced or ("", None)
    return File(person, id, application, uuid_of(stream), state, contests, text)


def to_answer(tx: Tx, stream: str, vault: Vault, body: dict) -> tuple[Answer, str]:
    """The answer, sealed for the applicant, and the application's stream, folded from what is signed."""
    objection, application, verdicts = _signed(tx, stream)
    answer = vault.seal(objection["person"], stream, "answer", body["answer"])
    fallen, standing = (tuple(dict.fromkeys(body[name])) for name in ("fallen", "standing"))
    return Answer(fallen, standing, body["reason_code"], answer, tx.actor, verdicts), application


def to_accept(tx: Tx, stream: str, proposed: dict) -> tuple[Accept, str]:
    """The second signature, and the application's stream."""
    _, application, verdicts = _signed(tx, stream)
    return Accept(tx.actor, proposed, verdicts), application


def _signed(tx: Tx, stream: str) -> tuple[dict, str, dict]:
    """The objection, the stream of its application, and that one's state; the application is held."""
    objection = tx.load_signed(stream).state
    if objection is None:
        raise MISSING
    application = f"application-{objection['application']}"
    verdicts = tx.load_signed(application).state
    tx.hold(application)
    return objection, application, verdicts
