"""The kinds of scalar a spec may hold, read from text exactly as its author wrote it.

The reader never resolves a scalar: ``2026``, ``no`` and ``9 %`` arrive as text that remembers
whether it was quoted. Each kind here says which texts it takes and what they mean, so that a
threshold written ``"10"`` or a code written ``no`` is refused instead of silently converted.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.spec.language import (
    BoundText,
    Claim,
    Cut,
    Filter,
    LanguageError,
    Reference,
    parse_claim,
    parse_cut,
    parse_filter,
    parse_reference,
    parse_text,
)
from generator.words import Lang

_IMPLICIT = {"yes", "no", "true", "false", "on", "off", "null", "~"}
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_IDENTIFIER = re.compile(r"\w[\w-]*")
_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DIGITS = 15
"""Digits of a number on each side of its point, as in claims: beyond, floats are exact no more."""
_LONGEST = 10_000
"""Characters of a text that is not parsed: some pages of words, which rules look through many times."""
_WEB = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[\w.~/-]*)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = "[ \u00a0\u202f]*"
_CONFIDENCES = 80, 99.9
"""Per cent. Below, more than one absent difference in five would be "established"; at 100, none ever."""


def _wrong(kind: str, value: object) -> PydanticCustomError:
    return PydanticCustomError("S11", "{kind}", {"kind": kind, "given": _shown(value)})


def _shown(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "…"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_plain(value: object) -> bool:
    return bool(getattr(value, "plain", True))


def _text(value: Any) -> str:
    text = _written(value)
    if len(text) > _LONGEST:
        raise _wrong("short", value)
    return text


def _written(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong("text", value)
    if _is_plain(value) and value.lower() in _IMPLICIT:
        raise PydanticCustomError("Y05", "implicit", {"text": str(value)})
    if not value.strip():
        raise _wrong("text", value)
    return str(value).strip()


def _named(kind: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not _IDENTIFIER.fullmatch(value) or len(value) > 80:
            raise _wrong(kind, value)
        return str(value)

    return read


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not _is_plain(value) or not _INTEGER.fullmatch(value):
        raise _wrong("integer", value)
    _refuse_long(value)
    return int(value)


def _refuse_long(number: str) -> None:
    if any(len(side) > _DIGITS for side in number.lstrip("+-").split(".")):
        raise _wrong("long", number)


def _within(kind: str, low: int, high: float = math.inf) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = _integer(value)
        if not low <= number <= high:
            raise _wrong(kind, value)
        return number

    return read


def _number(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or not _is_plain(value) or not _NUMBER.fullmatch(value):
        raise _wrong("number", value)
    _refuse_long(value)
    return float(value)


def _ratio(value: Any) -> float:
    number = _number(value)
    if number <= 1:
        raise _wrong("ratio", value)
    return number


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or not _is_plain(value) or value not in _FLAGS:
        raise _wrong("flag", value)
    return _FLAGS[value]


def _address(value: Any) -> str:
    if not isinstance(value, str) or not _is_plain(value) or not _WEB.fullmatch(value):
        raise _wrong("address", value)
    return value if value.endswith("/") else f"{value}/"


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("Y07.impossible", "day", {"text": _shown(value)}) from None
    raise PydanticCustomError("Y07", "day", {"text": _shown(value)})


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise _wrong("period", value)
    start, slash, end = value.partition("/")
    if not slash and not _DAY.fullmatch(value.strip()):
        raise _wrong("period", value)
    period = Period(_day(start.strip()), _day(end.strip() if slash else start.strip()))
    if period.end < period.start:
        raise _wrong("period", value)
    return period


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written: ``84 EUR``, ``+5 pts``."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"


def _quantity(
    kind: str, units: str, is_wanted: Callable[[float], bool] = math.isfinite
) -> Callable[[Any], Quantity]:
    pattern = re.compile(rf"([+-]?[0-9]+(?:\.[0-9]+)?){_SPACES}({units})")

    def read(value: Any) -> Quantity:
        if isinstance(value, Quantity):
            return value
        found = pattern.fullmatch(str(value)) if isinstance(value, str) else None
        if not found:
            raise _wrong(kind, value)
        _refuse_long(found[1])
        if not is_wanted(float(found[1])):
            raise _wrong(kind, value)
        return Quantity(float(found[1]), found[2])

    return read


def _share(kind: str, low: float, high: float) -> Callable[[Any], float]:
    """A fraction, written as a percentage from ``low`` to ``high``."""

    def read(value: Any) -> float:
        if isinstance(value, float):
            return value
        found = re.fullmatch(rf"([0-9]+(?:\.[0-9]+)?){_SPACES}%", value) if isinstance(value, str) else None
        if not found or not low <= float(found[1]) <= high:
            raise _wrong(kind, value)
        return float(found[1]) / 100

    return read


def _parsed(parse: Callable[[str], object]) -> Callable[[Any], object]:
    def read(value: Any) -> object:
        # Pydantic would make the parsed value from a map of its fields, which no author ever means.
        if isinstance(value, dict | list | tuple):
            raise _wrong("text", value)
        if not isinstance(value, str):
            return value
        try:
            return parse(_written(value))
        except LanguageError as error:
            raise PydanticCustomError("language", "language", {"error": error}) from None

    return read


@dataclass(frozen=True, slots=True)
class ForReaders:
    """Marks the texts that readers read, which may stand once per language: ``{fr: …, en: …}``."""


_READ = ForReaders()
EACH = {
    "propertyNames": {"enum": [lang.value for lang in Lang]},
    "additionalProperties": {"type": "string", "minLength": 1},
}
"""What editors take for a text in several languages."""


def _schema(kind: str | list[str], said: str, **more: object) -> WithJsonSchema:
    """The schema of a scalar; ``said`` is what the reference of the spec calls it."""
    return WithJsonSchema({"type": kind, "$comment": said, **more})


_AS_TEXT = PlainSerializer(str, return_type=str)
_NAME = r"""^[^\s.:,;@|"'(){}<>=!\[\]-][^\s.:,;@|"'(){}<>=!\[\]]*$"""
"""As ``_IDENTIFIER``, for editors whose ``\\w`` knows no accent."""

# Editors read 2026 as a number and yes as a text; both are what the author means.
Id = Annotated[
    str, BeforeValidator(_named("identifier")), _schema(["string", "integer"], "an id", pattern=_NAME)
]
"""A name that git, links and other studies refer to."""
RoleId = Annotated[
    str, BeforeValidator(_named("role")), _schema(["string", "integer"], "an id", pattern=_NAME)
]
"""The name of a role of the shared file, where an author is tempted to write a person's."""
Text = Annotated[
    str,
    BeforeValidator(_text),
    _schema(["string", "number", "object"], "a text", minLength=1, **EACH),
    _READ,
]
"""What readers read, in each language of the study."""
Exact = Annotated[str, BeforeValidator(_text), _schema(["string", "number"], "an exact text", minLength=1)]
"""What is matched letter for letter (a column, a file, a quotation): the same in every language."""
Integer = Annotated[int, BeforeValidator(_integer), _schema("integer", "a whole number")]
Count = Annotated[
    int, BeforeValidator(_within("count", 1)), _schema("integer", "a whole number, from 1", minimum=1)
]
"""How many there are, where none would make no sense."""
Natural = Annotated[
    int, BeforeValidator(_within("natural", 0)), _schema("integer", "a whole number, from 0", minimum=0)
]
Grade = Annotated[
    int,
    BeforeValidator(_within("grade", 1, 5)),
    _schema("integer", "a whole number, 1 to 5", minimum=1, maximum=5),
]
Mood = Annotated[
    int,
    BeforeValidator(_within("mood", -2, 2)),
    _schema("integer", "a whole number, -2 to 2", minimum=-2, maximum=2),
]
Number = Annotated[float, BeforeValidator(_number), _schema("number", "a number")]
Ratio = Annotated[float, BeforeValidator(_ratio), _schema("number", "a number above 1", exclusiveMinimum=1)]
Flag = Annotated[
    bool,
    BeforeValidator(_flag),
    WithJsonSchema({"enum": [True, False, "yes", "no"], "$comment": "`yes` or `no`"}),
]
Address = Annotated[
    str,
    BeforeValidator(_address),
    _schema("string", "an address, `https://etudes.exemple.fr/`", pattern=r"^https?://"),
]
Day = Annotated[date, BeforeValidator(_day), _schema("string", "a day, `2026-04-03`", format="date")]
Days = Annotated[
    Period,
    BeforeValidator(_period),
    _AS_TEXT,
    _schema("string", "a period, `2026-03-02/2026-03-22`", pattern=r"^\d{4}-\d{2}-\d{2}(/.*)?$"),
]
Share = Annotated[
    float, BeforeValidator(_share("share", 0, 100)), _schema("string", "a share, `9 %`", pattern=r"%$")
]
Confidence = Annotated[
    float,
    BeforeValidator(_share("confidence", *_CONFIDENCES)),
    _schema("string", "a share from `80 %` to `99.9 %`", pattern=r"%$"),
]
Money = Annotated[
    Quantity,
    BeforeValidator(_quantity("money", "[A-Z]{3}")),
    _AS_TEXT,
    _schema("string", "an amount, `84 EUR`"),
]
Change = Annotated[
    Quantity,
    BeforeValidator(_quantity("change", "pts", lambda points: points != 0)),
    _AS_TEXT,
    _schema("string", "a difference other than zero, `+5 pts`", pattern="pts$"),
]
Width = Annotated[
    Quantity,
    BeforeValidator(_quantity("width", "pts", lambda points: points > 0)),
    _AS_TEXT,
    _schema("string", "a width above zero, `5 pts`", pattern="pts$"),
]
Prose = Annotated[
    BoundText,
    BeforeValidator(_parsed(parse_text)),
    _AS_TEXT,
    _schema(["string", "object"], "a bound text", minLength=1, **EACH),
    _READ,
]
Ref = Annotated[
    Reference, BeforeValidator(_parsed(parse_reference)), _AS_TEXT, _schema("string", "a reference")
]
Held = Annotated[Claim, BeforeValidator(_parsed(parse_claim)), _AS_TEXT, _schema("string", "a claim")]
Condition = Annotated[Filter, BeforeValidator(_parsed(parse_filter)), _AS_TEXT, _schema("string", "a filter")]
Band = Annotated[
    Cut, BeforeValidator(_parsed(parse_cut)), _AS_TEXT, _schema(["string", "number"], "a band, `2..9`")
]
