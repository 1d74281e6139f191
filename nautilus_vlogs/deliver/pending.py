"""The batches that are not concluded, in the order of their numbers, and bounded in memory."""

from collections import deque

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.store.select import Range

#: As many rows are counted by one query.
MAX_RANGE_RECORDS = 500_000

#: Rows that can't be read again are kept in memory until they are verified, up to so many bytes.
MAX_KEPT_BYTES = 16 * 1024 * 1024

#: More batches than this are merged, up to so many bytes of rows each.
MAX_BATCHES = 256
MAX_MERGED_BYTES = 8 * 1024 * 1024


class PendingBatches:
    """
    Hold batches from before they are sent until they are in a final state.

    Not safe for threads: its owner, the verifier, calls it under a lock of its own.
    """

    def __init__(self) -> None:
        self._batches: deque[Batch] = deque()

    def __len__(self) -> int:
        return len(self._batches)

    def add(self, batch: Batch) -> None:
        """Add the batch with the highest numbers so far."""
        self._batches.append(batch)

    def all(self) -> list[Batch]:
        """Return the batches."""
        return list(self._batches)

    def judgeable(self) -> list[Batch]:
        """Return those that can be looked up: acknowledged ones, and unclear ones."""
        return [batch for batch in self._batches if _is_judgeable(batch)]

    def pop_final(self) -> list[Batch]:
        """Take out the batches in a final state, up to the first one that is in none."""
        done = []
        while self._batches and self._batches[0].state.is_final:
            done.append(self._batches.popleft())
        return done

    def merge(self) -> None:
        """Merge batches that have waited for long, so that their number is bounded."""
        if len(self._batches) <= MAX_BATCHES:
            return
        merged: deque[Batch] = deque()
        for batch in self._batches:
            if merged and _may_merge(merged[-1], batch):
                merged[-1].absorb(batch)
            else:
                merged.append(batch)
        self._batches = merged

    def forget_rows(self, batch: Batch) -> None:
        """Drop rows that can be read again; bound the others, the oldest of which go first."""
        if batch.is_kept:
            self.bound_rows()
        else:
            batch.rows = []

    def bound_rows(self) -> None:
        """Bound the rows in memory; the oldest go first."""
        kept = [one for one in self.judgeable() if one.rows]
        size = sum(one.size for one in kept)
        for one in kept:
            if size <= MAX_KEPT_BYTES:
                return
            size -= one.size
            one.rows = []


def _is_judgeable(batch: Batch) -> bool:
    return batch.state in (BatchState.ACKNOWLEDGED, BatchState.UNCLEAR)


def _may_merge(batch: Batch, following: Batch) -> bool:
    """Return whether two batches can be looked up, and made once more, as one."""
    return (
        all(
            one.state is BatchState.ACKNOWLEDGED
            and not (one.rows or one.resends or one.lost or one.is_loss_unknown)
            for one in (batch, following)
        )
        and batch.is_kept == following.is_kept
        and batch.is_seen == following.is_seen
        and following.first == batch.last + 1
        and not following.is_behind_passage
        and batch.size + following.size <= MAX_MERGED_BYTES
    )


def range_of(batches: list[Batch]) -> Range:
    """Return the range of rows that batches are."""
    return Range(
        batches[0].first,
        batches[-1].last,
        min(batch.earliest for batch in batches),
        max(batch.latest for batch in batches),
    )


def ranges(batches: list[Batch]) -> list[list[Batch]]:
    """Group batches of one state whose numbers follow each other."""
    groups: list[list[Batch]] = []
    for batch in batches:
        last = groups[-1][-1] if groups else None
        follows = last is not None and last.last + 1 == batch.first and last.state is batch.state
        if follows and batch.last - groups[-1][0].first < MAX_RANGE_RECORDS:
            groups[-1].append(batch)
        else:
            groups.append([batch])
    return groups


def halves(batches: list[Batch]) -> tuple[list[Batch], list[Batch]]:
    """Return batches in two halves."""
    middle = len(batches) // 2
    return batches[:middle], batches[middle:]
