"""Invented answers to one column, and the conditions that look at them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.rehearsal.chance import Whole
from generator.spec.language import And, Filter, In, Not, Op, Or, Range, Test, Value

Flags: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]
Rows: TypeAlias = npt.NDArray[np.intp]

NONE = -1
"""Not asked, or left blank."""
FIRST_ASIDE = -2
"""The first declared answer outside the base; the next ones follow downwards."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Everyone's answer to one column: an index in ``labels``, ``NONE``, or ``FIRST_ASIDE`` and below.

    ``values`` are the numbers that codes stand for, ``numbers`` those given where answers are numbers
    (NaN where none was), which are written with so many ``decimals``.
    """

    labels: tuple[str, ...]
    missing: tuple[str, ...]
    codes: Whole
    values: tuple[float, ...] | None = None
    numbers: Floats | None = None
    decimals: int = 0

    def take(self, rows: Rows) -> "Answers":
        """Those of some people only, in their order."""
        numbers = None if self.numbers is None else self.numbers[rows]
        return replace(self, codes=self.codes[rows], numbers=numbers)

    def gave(self, label: str) -> Flags:
        """Who gave an answer."""
        given: Flags = self.codes == self.code_of(label)
        return given

    def code_of(self, label: str) -> int:
        """How an answer, inside or outside the base, is written in ``codes``."""
        return self.labels.index(label) if label in self.labels else FIRST_ASIDE - self.missing.index(label)

    @property
    def read(self) -> Floats:
        """The number everyone gave, by itself or through a code; NaN where none."""
        if self.values is None:
            return np.full(self.codes.size, np.nan) if self.numbers is None else self.numbers
        return np.where(self.codes >= 0, np.array(self.values)[np.maximum(self.codes, 0)], np.nan)


Known: TypeAlias = Mapping[str, Answers]
"""Answers by id of measure, and levels by id of segment."""


def meets(condition: Filter, known: Known) -> Flags:
    """Who meets a condition of the spec, in the three-valued logic that data are read with."""
    met: Flags = _truth(condition, known) > 0
    return met


def _truth(condition: Filter, known: Known) -> npt.NDArray[np.int8]:
    """1 true, 0 unknown, -1 false (Kleene 1952)."""
    match condition:
        case And(parts=parts):
            return reduce(np.minimum, (_truth(part, known) for part in parts))
        case Or(parts=parts):
            return reduce(np.maximum, (_truth(part, known) for part in parts))
        case Not(part=part):
            return -_truth(part, known)
        case Test(name=name, op=op, value=value):
            return _compared(known[name], op, value)
        case In(name=name, values=values):
            return reduce(np.maximum, (_among(known[name], value) for value in values))


def _compared(answers: Answers, op: Op, value: Value) -> npt.NDArray[np.int8]:
    is_equality = op in (Op.EQ, Op.NE)
    if is_equality and value.text in (*answers.labels, *answers.missing):
        code = answers.code_of(value.text)
        is_known = answers.codes >= 0 if code >= 0 else answers.codes != NONE
        return _decided((answers.codes == code) == (op is Op.EQ), is_known)
    numbers = answers.read
    against = np.nan if value.number is None else value.number
    return _decided(_COMPARISONS[op](numbers, against), ~np.isnan(numbers))


_COMPARISONS = {
    Op.LT: np.less,
    Op.GT: np.greater,
    Op.LE: np.less_equal,
    Op.GE: np.greater_equal,
    Op.EQ: np.equal,
    Op.NE: np.not_equal,
}


def _among(answers: Answers, value: Value | Range) -> npt.NDArray[np.int8]:
    match value:
        case Value():
            return _compared(answers, Op.EQ, value)
        case Range(low=low, high=high):
            numbers = answers.read
            return _decided((numbers >= low) & (numbers <= high), ~np.isnan(numbers))


def _decided(holds: Flags, is_known: Flags) -> npt.NDArray[np.int8]:
    return np.where(is_known, np.where(holds, 1, -1), 0).astype(np.int8)
