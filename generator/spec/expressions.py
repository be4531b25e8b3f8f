"""What references, claims, bound texts, filters and cuts mean, as frozen values.

Each value remembers where it stood in its text (``start``, ``end``: 0-based, end excluded), so that
a problem found much later still points at the exact column. Two values are equal when they say the
same thing, wherever they stood. ``str`` gives the canonical text, which parses to an equal value.
"""

import typing
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Op(StrEnum):
    """How two things compare."""

    LT = "<"
    GT = ">"
    LE = "<="
    GE = ">="
    EQ = "="
    NE = "!="


class Form(StrEnum):
    """How a figure is said in a sentence: its base, its interval, in words, or in points."""

    N = "n"
    INTERVAL = "interval"
    WORDS = "words"
    POINTS = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A part of a text, from ``start`` to ``end``."""

    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reference(Placed):
    """A number by its name: ``sat.sinistre[region=nord]@cx-barometre:2026``.

    ``[lent]`` is ``group="lent"``; ``[region=nord]`` is ``group="region", level="nord"``. ``at`` is a
    wave, or a study, whose wave is then ``at_wave``: only the symbol table can tell the two apart.
    """

    name: str
    item: str | None = None
    group: str | None = None
    level: str | None = None
    at: str | None = None
    at_wave: str | None = None

    def __str__(self) -> str:
        item = f".{self.item}" if self.item else ""
        level = f"={self.level}" if self.level else ""
        group = f"[{self.group}{level}]" if self.group else ""
        wave = f":{self.at_wave}" if self.at_wave else ""
        return f"{self.name}{item}{group}{f'@{self.at}{wave}' if self.at else ''}"


@dataclass(frozen=True, slots=True)
class Constant(Placed):
    """A number its author wrote in a claim: ``60 %`` is ``Constant(60, "%")``."""

    value: float
    unit: typing.Literal["%", "pts"] | None = None

    def __str__(self) -> str:
        return f"{_number(self.value)}{f' {self.unit}' if self.unit else ''}"


@dataclass(frozen=True, slots=True)
class Comparison(Placed):
    """``sat.sinistre < sat.sinistre@2025``: established, or equivalent when the operator is ``=``."""

    left: Reference
    op: Op
    right: Reference | Constant

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


@dataclass(frozen=True, slots=True)
class Extreme(Placed):
    """``lowest(sat) = sinistre``: the item is established below (above) each other one."""

    which: typing.Literal["lowest", "highest"]
    of: Reference
    item: str

    def __str__(self) -> str:
        return f"{self.which}({self.of}) = {self.item}"


@dataclass(frozen=True, slots=True)
class Among(Placed):
    """``top(2, sat) has contact``: the item is established above (below) all but ``k - 1`` others."""

    which: typing.Literal["top", "bottom"]
    k: int
    of: Reference
    item: str

    def __str__(self) -> str:
        return f"{self.which}({self.k}, {self.of}) has {self.item}"


@dataclass(frozen=True, slots=True)
class Ranked(Placed):
    """``rank(importance, cooperation) = 1``."""

    of: str
    item: str
    k: int

    def __str__(self) -> str:
        return f"rank({self.of}, {self.item}) = {self.k}"


@dataclass(frozen=True, slots=True)
class StillHolds(Placed):
    """``cx-barometre.sinistre_decroche``: another study's finding must still hold."""

    study: str
    finding: str

    def __str__(self) -> str:
        return f"{self.study}.{self.finding}"


Claim = Comparison | Extreme | Among | Ranked | StillHolds


@dataclass(frozen=True, slots=True)
class Prose(Placed):
    """Words that are not computed."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Figure(Placed):
    """``{sat.sinistre - sat.sinistre@2025|points}``.

    ``{rapide}``, the label of a group, is one too until names resolve.
    """

    reference: Reference
    minus: Reference | None = None
    form: Form | None = None

    def __str__(self) -> str:
        minus = f" - {self.minus}" if self.minus else ""
        return f"{{{self.reference}{minus}{f'|{self.form}' if self.form else ''}}}"


@dataclass(frozen=True, slots=True)
class Nonresponse(Placed):
    """``{nonresponse}``: the share of those invited who did not answer."""

    def __str__(self) -> str:
        return "{nonresponse}"


@dataclass(frozen=True, slots=True)
class Literal(Placed):
    """``{"30"}``: a constant that is meant, and stays when the data change."""

    text: str

    def __str__(self) -> str:
        return f'{{"{self.text}"}}'


Part = Prose | Figure | Nonresponse | Literal


@dataclass(frozen=True, slots=True)
class BoundText:
    """A sentence whose numbers are references; ``source`` is the text its author wrote."""

    source: str = field(compare=False)
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Value(Placed):
    """What a filter compares with; ``number`` when it reads as one and is not quoted."""

    text: str
    number: float | None = None
    quoted: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.quoted else self.text


@dataclass(frozen=True, slots=True)
class Range(Placed):
    """``18..34``: both ends included."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{_number(self.low)}..{_number(self.high)}"


@dataclass(frozen=True, slots=True)
class Test(Placed):
    """``q_delai_jours > 30``; ``name`` keeps the item of a grid: ``q_moments.sinistre``."""

    __test__ = False  # not a test, whatever pytest reads in its name

    name: str
    op: Op
    value: Value

    def __str__(self) -> str:
        return f"{self.name} {self.op} {self.value}"


@dataclass(frozen=True, slots=True)
class In(Placed):
    """``age in [18..34, 65]``."""

    name: str
    values: tuple[Value | Range, ...]

    def __str__(self) -> str:
        return f"{self.name} in [{', '.join(map(str, self.values))}]"


@dataclass(frozen=True, slots=True)
class Not(Placed):
    """True where its part is not."""

    part: "Filter"

    def __str__(self) -> str:
        return f"not {_nested(self.part, And, Or, Not)}"


@dataclass(frozen=True, slots=True)
class And(Placed):
    """True where all parts are; at least two."""

    parts: tuple["Filter", ...]

    def __str__(self) -> str:
        return " and ".join(_nested(part, And, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or(Placed):
    """True where some part is; at least two. ``and`` binds tighter."""

    parts: tuple["Filter", ...]

    def __str__(self) -> str:
        return " or ".join(_nested(part, Or) for part in self.parts)


Filter = And | Or | Not | Test | In


@dataclass(frozen=True, slots=True)
class Cut:
    """An interval of numbers, one class of a ``cuts``; no bound on a side is ``None``."""

    low: float | None
    low_closed: bool
    high: float | None
    high_closed: bool

    def __str__(self) -> str:
        if self.low is None:
            return f"<{'=' if self.high_closed else ''} {_number(self.high or 0.0)}"
        if self.high is None:
            return f">{'=' if self.low_closed else ''} {_number(self.low)}"
        return _number(self.low) if self.low == self.high else f"{_number(self.low)}..{_number(self.high)}"


def _nested(part: Filter, *in_parentheses: type) -> str:
    return f"({part})" if isinstance(part, in_parentheses) else str(part)


def _number(value: float) -> str:
    """The shortest text that reads as the same number, never with an exponent."""
    text = f"{Decimal(repr(value)):f}"
    return text.removesuffix(".0")
