"""Examples that were published once: `python -m tests.contracts.published` keeps those of contracts that are new."""

import json
from pathlib import Path

from asnkit.contracts import Contracts
from asnkit.settings import Settings

FOLDER = Path(__file__).parent / "published"


def main() -> None:
    contracts = Contracts(Settings.contracts)
    for versioned in contracts.names():
        name, _, version = versioned.rpartition(".v")
        file = FOLDER / f"{versioned}.json"
        if not file.exists():
            examples = contracts.schema(name, int(version))["examples"]
            file.write_text(json.dumps(examples, indent=1, ensure_ascii=False) + "\n")
            print(f"kept {file.name}")


if __name__ == "__main__":
    main()
