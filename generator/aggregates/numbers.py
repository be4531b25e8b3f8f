"""Answers as numbers: the value that a score, or a scale, attaches to each answer of a measure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Flags, Floats
from generator.data import Responses
from generator.spec.measures import Measure

EVERY_ROW = slice(None)


@dataclass(frozen=True, eq=False)
class Numbers:
    """One number per respondent, NaN outside the base; made block by block, never kept whole for codes."""

    codes: npt.NDArray[np.signedinteger]
    given: Floats | None
    """The numbers of a numeric measure."""
    values: Floats
    """The value of each code from ``lowest`` upwards, NaN for those outside the base."""
    lowest: int

    def of(self, rows: slice = EVERY_ROW) -> Floats:
        """The numbers of some rows."""
        if self.given is not None:
            return self.given[rows]
        taken: Floats = self.values[self.codes[rows].astype(np.int64) - self.lowest]
        return taken

    def within(self, group: Flags, rows: slice) -> Floats:
        """The numbers of some rows, NaN for those who are not in a group."""
        return np.where(group[rows], self.of(rows), np.nan)


def numbers_of(responses: Responses, measure: Measure, values: Mapping[str, float] | None) -> Numbers:
    """The answers to a measure, each counting for its value; a numeric answer is its own."""
    lowest = -1 - len(measure.missing)
    known = [] if values is None else [values[code.id] for code in measure.codes]
    table = np.array([*([np.nan] * -lowest), *known])
    return Numbers(responses.codes[measure.id], responses.numbers.get(measure.id), table, lowest)
