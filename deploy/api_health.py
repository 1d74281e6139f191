"""
Exit 0 if the API answers and the store behind it does: the health check of the container `api`.

In Python, since neither this image nor VictoriaLogs's own (distroless from v1.52) has wget or curl.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

_URL = os.environ.get("API_URL", "http://127.0.0.1:8650")
_TOKEN_FILE = os.environ.get("API_TOKEN_FILE", "/run/secrets/api_token")
_TIMEOUT_SECS = 5.0


def main() -> int:
    """Ask the API for its health, which covers the store; say what is wrong."""
    try:
        token = Path(_TOKEN_FILE).read_text().strip()
    except OSError as e:
        print(f"{_TOKEN_FILE} can't be read: {e.strerror}")
        return 1
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{_URL}/api/logs/health", headers=headers)  # noqa: S310
    # Not through a proxy that the environment names: this is the container's own loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=_TIMEOUT_SECS) as answer:
            is_read_only = json.load(answer)["read_only"]
    except urllib.error.HTTPError as e:
        print(f"/api/logs/health answered {e.code}: {e.read(500).decode(errors='replace')}")
    except OSError as e:
        print(f"the API does not answer: {e}")
    else:
        if not is_read_only:
            return 0
        print("the store's disk is full: it refuses rows")
    return 1


if __name__ == "__main__":
    sys.exit(main())
