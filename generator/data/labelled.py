"""SPSS and Stata files, read by pyreadstat: codes as numbers or text, with the labels they give to codes.

Codes declared missing by the file are kept as codes: the spec says what they mean, or they are refused.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from generator.data.inspection import fingerprint
from generator.data.source import BATCH, File, refused
from generator.data.written import text_of


class Kind(Enum):
    """The programs whose files are read."""

    SPSS = "sav"
    STATA = "dta"


@dataclass(frozen=True, kw_only=True)
class Labelled(File):
    """An SPSS or Stata file that can be read: see ``Source``."""

    kind: Kind

    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``; no other is decoded."""
        # A file is asked for one column at least: a list of none would mean all of them.
        names = [self.names[place] for place in places] or list(self.names[:1])
        start, size = 0, BATCH
        while size == BATCH:
            values, _ = _read(self.path, self.name, self.kind)(
                usecols=names, row_offset=start, row_limit=BATCH, user_missing=True, output_format="dict"
            )
            arrays = [_array(values[name]) for name in names]
            size = len(arrays[0])
            start += size
            if size:
                yield pa.RecordBatch.from_arrays(arrays, names=[str(place) for place in range(len(names))])


def open_labelled(path: Path, name: str, kind: Kind) -> Labelled:
    """An SPSS or Stata file, described by its own dictionary.

    Raises:
        Refused: D15, it is damaged or is not one.
        OSError: it cannot be read.
    """
    digest = fingerprint(path)
    _, described = _read(path, name, kind)(metadataonly=True)
    labels = {
        column.strip(): {text: label for code, label in known.items() if (text := _text(code)) is not None}
        for column, known in described.variable_value_labels.items()
    }
    names = tuple(described.column_names)
    return Labelled(path=path, name=name, digest=digest, names=names, labels=labels, kind=kind)


def _read(path: Path, name: str, kind: Kind) -> Callable[..., tuple[Any, Any]]:
    """The reader of one file, whose own errors become ours. It is loaded when it is needed."""
    from pyreadstat import ReadstatError, read_dta, read_sav

    match kind:
        case Kind.SPSS:
            reader = read_sav
        case Kind.STATA:
            reader = read_dta

    def guarded(**options: Any) -> tuple[Any, Any]:
        try:
            return partial(reader, str(path))(**options)
        except (ReadstatError, UnicodeDecodeError):
            raise refused(name, "D15.labelled") from None

    return guarded


def _array(values: Sequence[Any]) -> pa.Array:
    """Numbers where all are; else the text of each: Stata's own missing values are ``a`` to ``z``."""
    if all(value is None or isinstance(value, int | float) for value in values):
        return pa.array(values, pa.float64(), from_pandas=True)
    return pa.array([_text(value) for value in values], pa.string())


def _text(value: Any) -> str | None:
    return text_of(value) if isinstance(value, int | float) else None if value is None else str(value)
