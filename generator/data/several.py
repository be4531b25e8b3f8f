"""Several files of one wave, read one after the other as one table."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import pyarrow as pa

from generator.data.inspection import fingerprint_of_all
from generator.data.source import Source
from generator.errors import Diagnostic, Position, Refused


class Several:
    """Files that have the same columns, whatever their order: see ``Source``."""

    def __init__(self, name: str, files: Mapping[str, Source]) -> None:
        self.name = name
        self._names = tuple(files)
        self._files = tuple(files.values())
        self._rows: list[int] = []

    @property
    def fingerprint(self) -> str:
        """sha256 of the names and fingerprints of its files."""
        return fingerprint_of_all(zip(self._names, self.digests, strict=True))

    @property
    def digests(self) -> tuple[str, ...]:
        """sha256 of the bytes of each file."""
        return tuple(digest for file in self._files for digest in file.digests)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the first file, in its order."""
        return self._files[0].columns

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of every file."""
        found: dict[str, dict[str, str]] = {}
        for file in reversed(self._files):
            for column, labels in file.labels.items():
                found[column] = {**found.get(column, {}), **labels}
        return found

    def batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``, file after file.

        Raises:
            Refused: as each file.
        """
        self._rows = []
        for file in self._files:
            own = [file.columns.index(self.columns[place]) for place in places]
            self._rows.append(0)
            for batch in file.batches(own):
                self._rows[-1] += batch.num_rows
                yield batch

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """Where each row is in the file that holds it, once ``batches`` has been read."""
        ends = list(accumulate(self._rows, initial=0))
        found: dict[int, Position] = {}
        for row in rows:
            index = bisect_right(ends, row) - 1
            found |= {row: self._files[index].positions_of([row - ends[index]])[row - ends[index]]}
        return found


def joined(name: str, files: Mapping[str, Source]) -> Source:
    """One table of several files, by their names in the study's folder; a single one is itself.

    Raises:
        Refused: D29, a file has other columns than the first.
    """
    first, *others = files.values()
    odd = [file for file in others if sorted(file.columns) != sorted(first.columns)]
    if odd:
        raise Refused([Diagnostic("D29", Position(file.name), {"file": first.name}) for file in odd])
    return Several(name, files) if others else first
