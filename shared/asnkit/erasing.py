"""Keys of people that are destroyed: put down in the transaction that erases somebody, destroyed right after it.

The key lies in another database, so whoever dies in between leaves it to the worker.
"""

from .commits import Tx
from .service import Runtime

COLLECTION = "erasures"


def put_down(tx: Tx, person: str) -> None:
    """Harmless to repeat."""
    row = {"_id": person}
    tx.db[COLLECTION].update_one(row, {"$setOnInsert": row}, upsert=True, session=tx.session)


def destroy_waiting(runtime: Runtime) -> int:
    """Destroy every key that was put down; the number of them."""
    done = 0
    for waiting in runtime.db[COLLECTION].find():
        runtime.vault.destroy(waiting["_id"])
        runtime.db[COLLECTION].delete_one({"_id": waiting["_id"]})
        done += 1
    return done
