"""What the comparison with the peers writes down, and what its report is made of."""

import msgspec

#: Ways that are no peer's, by their runs' names: ours; ours with `extract_fields=False`, so that it
#: ships the text as it is, as agents do; ready-made rows; stock beside a store that somebody feeds.
OURS = "vlogs-nt"
PLAIN = "vlogs-nt, nothing lifted"
RAW = "raw (preloaded)"
FED = "stock, store fed"


class Run(msgspec.Struct, omit_defaults=True):
    """
    One measurement.

    Parameters
    ----------
    round : int
        In which round.
    scenario, variant : str
        What was done; by which way to the store.
    store : str
        Whether it is ``up``, ``down`` (refuses connections) or ``mute`` (accepts, never answers).
    rate, strategies, message_bytes : int
        Records a second, 0 for as many as go; by so many strategies; of such a length.
    values : dict[str, float]
        What was measured, by name and unit.

    """

    round: int
    scenario: str
    variant: str
    values: dict[str, float]
    store: str = "up"
    rate: int = 0
    strategies: int = 1
    message_bytes: int = 0


class Limit(msgspec.Struct):
    """
    What limits one of our figures, found by measurement.

    Parameters
    ----------
    figure, limited_by, unit, how : str
        Which figure; by what; in which unit; how that was found.
    limit, ours, share : float
        The limit, our figure, and how much of the limit that is.

    """

    figure: str
    limited_by: str
    unit: str
    how: str
    limit: float
    ours: float
    share: float


class Results(msgspec.Struct):
    """All of it; `missing` says why a peer is not there, `mistakes` what failed."""

    at: str
    machine: dict[str, str]
    versions: dict[str, str]
    missing: dict[str, str]
    rounds: int
    size: dict[str, float]
    runs: list[Run]
    limits: list[Limit] = []
    mistakes: list[str] = []
