"""Write the API's description beside the UI, whose types are generated from it."""

import json
from pathlib import Path

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.api import create_app

TARGET = Path(__file__).with_name("openapi.json")


def description() -> str:
    """Return the description as the file holds it."""
    with VictoriaLogsClient() as client:
        return json.dumps(create_app(client).openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(description(), encoding="utf-8")
