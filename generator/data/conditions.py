"""Conditions of a spec, evaluated on codes and numbers in three-valued logic.

A test on something unanswered is unknown; ``not`` of unknown is unknown; ``and`` is the least of its
parts and ``or`` the greatest, false being below unknown and unknown below true (Kleene 1952). Only
people for whom a condition is true meet it. A declared missing answer is unknown too, unless the test
names it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.data.responses import FIRST_ASIDE, NOT_ANSWERED, Codes, Flags, Floats
from generator.spec.language import And, Filter, In, Not, Op, Or, Range, Test, Value

Truth: TypeAlias = npt.NDArray[np.int8]
"""1 true, 0 unknown, -1 false, one entry per respondent."""


class Mismatch(ValueError):
    """A test that compares a name with what it can never be; ``name`` and ``value`` are the spec's words."""

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = value
        super().__init__(f"{name} cannot be compared with {value}")


@dataclass(frozen=True, eq=False)
class Known:
    """What a name of a condition stands for: everyone's code and, where answers are numbers, number."""

    labels: Mapping[str, int]
    """The index in ``codes`` of each code that a test may name (negative: a declared missing answer)."""
    codes: Codes
    values: Sequence[float] | None = None
    """The number each code stands for, where codes are numbers."""
    given: Floats | None = None
    """The numbers given to a numeric question, NaN where none was."""

    @property
    def numbers(self) -> Floats | None:
        """The number each respondent gave, NaN where none; None where answers are no numbers."""
        if self.values is None:
            return self.given
        return np.where(self.codes >= 0, np.array(self.values)[np.maximum(self.codes, 0)], np.nan)

    def within(self, asked: Flags) -> "Known":
        """The same, for those asked; the others answered nothing."""
        codes = np.where(asked, self.codes, self.codes.dtype.type(NOT_ANSWERED))
        given = None if self.given is None else np.where(asked, self.given, np.nan)
        return replace(self, codes=codes, given=given)


def labels_of(codes: Iterable[str], missing: Iterable[str]) -> Mapping[str, int]:
    """The index of each code, as ``Responses`` counts them."""
    labels = {code: index for index, code in enumerate(codes)}
    return labels | {code: FIRST_ASIDE - index for index, code in enumerate(missing)}


Names: TypeAlias = Mapping[str, Known]


def meets(condition: Filter, names: Names) -> Flags:
    """Who meets a condition.

    Raises:
        Mismatch: it names nothing known, or compares a name with what it cannot be.
    """
    return truth(condition, names) > 0


def truth(condition: Filter, names: Names) -> Truth:
    """Whether each respondent meets a condition: true, false or unknown.

    Raises:
        Mismatch: as ``meets``.
    """
    match condition:
        case And(parts=parts):
            return reduce(np.minimum, (truth(part, names) for part in parts))
        case Or(parts=parts):
            return reduce(np.maximum, (truth(part, names) for part in parts))
        case Not(part=part):
            return -truth(part, names)
        case Test(name=name, op=op, value=value):
            return _compared(name, op, value, names)
        case In(name=name, values=values):
            return reduce(np.maximum, (_among(name, value, names) for value in values))


def _compared(name: str, op: Op, value: Value, names: Names) -> Truth:
    known = _known(name, names)
    is_equality = op in (Op.EQ, Op.NE)
    if is_equality and value.text in known.labels:
        return _is_code(known, known.labels[value.text], op is Op.NE)
    numbers = known.given if is_equality else known.numbers
    if numbers is None or value.number is None:
        raise Mismatch(name, str(value))
    return _decided(_COMPARISONS[op](numbers, value.number), ~np.isnan(numbers))


_COMPARISONS = {
    Op.LT: np.less,
    Op.GT: np.greater,
    Op.LE: np.less_equal,
    Op.GE: np.greater_equal,
    Op.EQ: np.equal,
    Op.NE: np.not_equal,
}


def _among(name: str, value: Value | Range, names: Names) -> Truth:
    match value:
        case Value():
            return _compared(name, Op.EQ, value, names)
        case Range(low=low, high=high):
            numbers = _known(name, names).numbers
            if numbers is None:
                raise Mismatch(name, str(value))
            return _decided((numbers >= low) & (numbers <= high), ~np.isnan(numbers))


def _known(name: str, names: Names) -> Known:
    if name not in names:
        raise Mismatch(name, name)
    return names[name]


def _is_code(known: Known, code: int, negated: bool) -> Truth:
    """A test that names a declared missing answer knows whether it was given."""
    is_known = known.codes >= 0 if code >= 0 else known.codes != NOT_ANSWERED
    return _decided((known.codes == code) != negated, is_known)


def _decided(holds: Flags, is_known: Flags) -> Truth:
    return np.where(is_known, np.where(holds, 1, -1), 0).astype(np.int8)
