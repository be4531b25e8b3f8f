"""A Parquet file, read by Arrow: whole and real numbers as they are, anything else as text.

Arrow's reader rather than DuckDB's: it hands over texts as the file keeps them, each distinct one once,
and its batches cost a fifth less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from generator.data.inspection import fingerprint
from generator.data.source import BATCH, File, refused


@dataclass(frozen=True, kw_only=True)
class Parquet(File):
    """A Parquet file that can be read: see ``Source``."""

    others: frozenset[int] = frozenset()
    """The places of columns that hold neither numbers nor texts: lists, records, bytes, durations."""

    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``; no other is decoded."""
        for place in places:
            if place in self.others:
                raise refused(self.name, "D15.kind", column=self.columns[place])
        names = [self.names[place] for place in places]
        try:
            with pq.ParquetFile(self.path, read_dictionary=names, page_checksum_verification=True) as file:
                for batch in file.iter_batches(BATCH, columns=names, use_threads=False):
                    # By its first place: a name that stands twice is told by the header, not here.
                    found = [batch.column(batch.schema.names.index(name)) for name in names]
                    arrays = [_readable(array) for array in found] or [pa.nulls(batch.num_rows)]
                    yield pa.RecordBatch.from_arrays(arrays, names=[str(n) for n in range(len(arrays))])
        except (pa.ArrowException, OSError):
            raise refused(self.name, "D15.parquet") from None


def open_parquet(path: Path, name: str) -> Parquet:
    """A Parquet file, its columns described.

    Raises:
        Refused: D15, it is damaged or is not one.
        OSError: it cannot be read.
    """
    digest = fingerprint(path)
    try:
        schema = pq.read_schema(path)
    except pa.ArrowException:
        raise refused(name, "D15.parquet") from None
    others = frozenset(place for place, kind in enumerate(schema.types) if not _is_kind_of_answers(kind))
    return Parquet(path=path, name=name, digest=digest, names=tuple(schema.names), others=others)


def _is_kind_of_answers(kind: pa.DataType) -> bool:
    own = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_nested(own) or pa.types.is_duration(own) or pa.types.is_interval(own):
        return False
    return not any(
        is_bytes(own)
        for is_bytes in (
            pa.types.is_binary,
            pa.types.is_large_binary,
            pa.types.is_binary_view,
            pa.types.is_fixed_size_binary,
        )
    )


def _readable(array: pa.Array) -> pa.Array:
    """Numbers that are exact once read, and texts; the others as Arrow writes them."""
    kind = array.type
    if pa.types.is_integer(kind) or pa.types.is_float64(kind) or pa.types.is_dictionary(kind):
        return array
    return array.cast(pa.string())
