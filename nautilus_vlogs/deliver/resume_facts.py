"""Facts about a log that an earlier process has left, which the shipper goes by."""

import msgspec


class ResumeFacts(msgspec.Struct, frozen=True):
    """
    Facts about a log that an earlier process has left.

    Parameters
    ----------
    first_free : float
        Rows of lower numbers may be in the store, so it is asked before any of those is sent.
    oldest : str, default ""
        Rows may be stored with times from here on; "" if they have the same time again.
    is_background : bool, default True
        Throttle in favour of the host process.
    first_seq : int, optional
        The number of the first record that is counted; the converter's next one if not given.

    """

    first_free: float
    oldest: str = ""
    is_background: bool = True
    first_seq: int | None = None
