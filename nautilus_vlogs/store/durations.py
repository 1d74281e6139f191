"""Durations as VictoriaMetrics writes them."""

import re

_UNITS = {
    "ms": 0.001,
    "s": 1.0,
    "m": 60.0,
    "h": 3_600.0,
    "d": 86_400.0,
    "w": 604_800.0,
    "y": 365 * 86_400.0,
}
_MONTH_SECS = 31 * 86_400.0
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(ms|[smhdwy])")


def duration_secs(text: str) -> float | None:
    """Return the seconds of a duration (``14d``, ``1d12h``, ``2`` for months), ``None`` if none."""
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,12})?", text):
        return float(text) * _MONTH_SECS
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)
