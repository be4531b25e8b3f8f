"""Responses: one wave's answers as arrays. They stay in this room and the next; nothing prints them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.data.sampled import Sampled
from generator.errors import Diagnostic

Codes: TypeAlias = npt.NDArray[np.signedinteger]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

NOT_ANSWERED = -1
"""Not asked, or left blank: outside the base."""
FIRST_ASIDE = -2
"""The first declared missing answer; the next ones follow downwards."""


def gave(codes: Codes, code: int) -> Flags:
    """Who gave an answer."""
    is_same: Flags = codes == code
    return is_same


@dataclass(frozen=True, repr=False, eq=False)
class Responses:
    """The answers of one wave, one entry per respondent in every array, in the order of the file.

    ``codes`` has one array per measure asked: the index of the answer in ``measure.codes``,
    ``NOT_ANSWERED``, or ``FIRST_ASIDE - k`` for the k-th of ``measure.missing``. For a numeric measure
    0 means that a number was given, and ``numbers`` holds it (NaN elsewhere). ``groups`` says who is
    in each group of the plan. ``weights`` is None when everyone counts once.

    Its printed form shows its shape, and it cannot be pickled or copied: rows never reach a disk.
    """

    study: str
    wave: str
    rows: int
    invited: int | None
    data: str
    """sha256 of the data file as it was read."""
    codes: Mapping[str, Codes]
    numbers: Mapping[str, Floats]
    weights: Floats | None
    groups: Mapping[str, Flags]
    warnings: tuple[Diagnostic, ...] = ()
    """What the author should know although the data can be used."""
    invented: bool = False
    """Whether a rehearsal drew them."""
    sampled: Sampled | None = None
    """Strata, clusters and calibration; None with weights only."""
    persons: Floats | None = None
    """A mark per person, the same from wave to wave, from which no identifier can be read."""

    def __post_init__(self) -> None:
        arrays = (*self.codes.values(), *self.numbers.values(), *self.groups.values(), self.weights)
        for array in arrays:
            if array is not None:
                array.setflags(write=False)

    def __repr__(self) -> str:
        shape = f"{self.rows} rows × {len(self.codes)} measures × {len(self.groups)} groups"
        return f"<Responses {self.study} {self.wave}: {shape}>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("responses are never written down: they cannot be pickled or copied")
