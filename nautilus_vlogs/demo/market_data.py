"""Where the demo's market data are; apart from the rest because it needs no NautilusTrader."""

import importlib.util
from pathlib import Path


class DemoError(RuntimeError):
    """The demo cannot run or did not run to its end; the text says what to do."""


def find_market_data() -> Path:
    """
    Return the path of the EURUSD hourly bars that the PyPI package `backtesting` ships.

    Raises
    ------
    DemoError
        If the package is not installed.

    """
    # Found without importing it: that would load a plotting library for nothing.
    spec = importlib.util.find_spec("backtesting")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "test", "EURUSD.csv")
        if path.is_file():
            return path
    raise DemoError(
        "the demo replays market data that the PyPI package backtesting ships, and it is not "
        "installed: pip install 'vlogs-nt[demo]'"
    )
