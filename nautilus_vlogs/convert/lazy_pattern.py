"""
Patterns that are compiled when they are first tried.

There are a hundred and more for secrets, and compiling them takes longer than all else that is
imported for a node. Most are never tried, for no text has their words.
"""

import re
from collections.abc import Iterator

from nautilus_vlogs.gil import rest


class LazyPattern:
    """
    A pattern for ASCII texts that is compiled at its first use.

    Parameters
    ----------
    pattern : str
        What `re.compile` takes.

    Attributes
    ----------
    pattern : str
        The same.

    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match a text from a place on."""
        return self.compiled().match(text, start)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match in a text."""
        return self.compiled().search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches in a text."""
        return self.compiled().finditer(text)

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern, compiled."""
        # Without a lock, which a forked child would find taken: twice does no harm.
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, re.ASCII)
            rest()  # a long one takes milliseconds, and a text may need several
        return self._compiled
