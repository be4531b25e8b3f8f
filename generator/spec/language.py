"""The small languages of a spec: references, claims, bound texts, filters and cuts.

One grammar (``language.lark``), one function per language, one exception. What the parsers give
stands in ``expressions`` and is imported from here.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from lark import Lark, Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive

from generator.spec.expressions import (
    Among,
    And,
    BoundText,
    Claim,
    Comparison,
    Constant,
    Cut,
    Extreme,
    Figure,
    Filter,
    Form,
    In,
    Literal,
    Nonresponse,
    Not,
    Op,
    Or,
    Part,
    Prose,
    Range,
    Ranked,
    Reference,
    StillHolds,
    Test,
    Value,
)
from generator.spec.text import BAD_CHARACTERS
from generator.words import Words, texts

__all__ = [
    "Among",
    "And",
    "BoundText",
    "Claim",
    "Comparison",
    "Constant",
    "Cut",
    "Extreme",
    "Figure",
    "Filter",
    "Form",
    "In",
    "LanguageError",
    "Literal",
    "Nonresponse",
    "Not",
    "Op",
    "Or",
    "Part",
    "Prose",
    "Range",
    "Ranked",
    "Reference",
    "StillHolds",
    "Test",
    "Value",
    "parse_claim",
    "parse_cut",
    "parse_filter",
    "parse_reference",
    "parse_text",
]

MAX_LENGTH = 2000
"""Characters in one text. No sentence needs them; a parser fed with more is under attack."""
MAX_NESTING = 50
"""Parentheses open at once in a filter."""


class LanguageError(ValueError):
    """A text that does not follow the grammar.

    ``offset`` is 0-based in the text given; ``code`` is ``X01`` (reference) to ``X05`` (cut);
    ``values`` are those of its diagnostic: ``text``, ``problem`` and, where known, ``expected``.
    """

    def __init__(self, code: str, offset: int, text: str, problem: Words, expected: Words | None = None):
        self.code = code
        self.offset = offset
        self.values: dict[str, object] = {"text": _shown(text), "problem": problem}
        if expected:
            self.values["expected"] = expected
        super().__init__(f"{code} at {offset}: {problem.keys}")


def parse_reference(text: str) -> Reference:
    """``sat.sinistre@2025`` as a ``Reference``.

    Raises:
        LanguageError: X01.
    """
    return cast(Reference, _parse("reference", "X01", text))


def parse_claim(text: str) -> Claim:
    """One line of ``holds``. ``a.b`` alone is another study's finding, which must still hold.

    Raises:
        LanguageError: X02.
    """
    return cast(Claim, _parse("claim", "X02", text))


def parse_text(text: str) -> BoundText:
    """A published sentence with its figures, its group labels and its constants.

    Raises:
        LanguageError: X03.
    """
    return BoundText(text, cast(tuple[Part, ...], _parse("text", "X03", text)))


def parse_filter(text: str) -> Filter:
    """``age in [18..34] and region != nord``.

    Raises:
        LanguageError: X04.
    """
    return cast(Filter, _parse("filter", "X04", text))


def parse_cut(text: str) -> Cut:
    """One class of a numeric column: ``< 2``, ``2..9``, ``>= 10``, ``18``.

    Raises:
        LanguageError: X05.
    """
    return cast(Cut, _parse("cut", "X05", text))


@cache
def _grammar() -> Lark:
    return Lark.open(
        "language.lark",
        rel_to=__file__,
        parser="lalr",
        start=["reference", "claim", "text", "filter", "cut"],
        propagate_positions=True,
        maybe_placeholders=True,
    )


def _parse(start: str, code: str, text: str) -> object:
    refused = _hostile(text)
    if refused:
        raise LanguageError(code, refused[0], text, refused[1])
    try:
        return _Expressions().transform(_grammar().parse(text, start=start))
    except UnexpectedInput as error:
        raise _explained(code, text, error) from None
    except VisitError as error:
        if isinstance(error.orig_exc, _Impossible):
            raise LanguageError(code, error.orig_exc.offset, text, error.orig_exc.problem) from None
        raise


class _Impossible(Exception):
    """Well formed, and yet it cannot be."""

    def __init__(self, offset: int, problem: Words):
        self.offset = offset
        self.problem = problem


class _Expressions(Transformer_NonRecursive[Token, object]):
    """What each rule of the grammar means; a rule not named here is its only part."""

    @v_args(meta=True, inline=True)
    def reference(self, meta: Meta, name: Token, *parts: Token | None) -> Reference:
        item, group, level, at, at_wave = map(_text, parts)
        return Reference(str(name), item, group, level, at, at_wave, **_place(meta))

    @v_args(meta=True, inline=True)
    def whole(self, meta: Meta, name: Token, *parts: Token | None) -> Reference:
        group, level, at, at_wave = map(_text, parts)
        return Reference(str(name), None, group, level, at, at_wave, **_place(meta))

    @v_args(meta=True, inline=True)
    def constant(self, meta: Meta, number: Token, unit: Token | None) -> Constant:
        return Constant(float(number), cast(Any, _text(unit)), **_place(meta))

    @v_args(meta=True, inline=True)
    def comparison(self, meta: Meta, left: Reference, op: Token, right: Reference | Constant) -> Comparison:
        return Comparison(left, Op(op), right, **_place(meta))

    @v_args(meta=True, inline=True)
    def extreme(self, meta: Meta, which: Token, of: Reference, item: Token) -> Extreme:
        return Extreme(cast(Any, str(which)), of, str(item), **_place(meta))

    @v_args(meta=True, inline=True)
    def among(self, meta: Meta, which: Token, k: Token, of: Reference, item: Token) -> Among:
        return Among(cast(Any, str(which)), int(k), of, str(item), **_place(meta))

    @v_args(meta=True, inline=True)
    def ranked(self, meta: Meta, _: Token, of: Token, item: Token, k: Token) -> Ranked:
        return Ranked(str(of), str(item), int(k), **_place(meta))

    @v_args(meta=True, inline=True)
    def still_holds(self, meta: Meta, study: Token, finding: Token) -> StillHolds:
        return StillHolds(str(study), str(finding), **_place(meta))

    def text(self, parts: list[Part]) -> tuple[Part, ...]:
        return tuple(parts)

    @v_args(meta=True, inline=True)
    def prose(self, meta: Meta, text: Token) -> Prose:
        return Prose(str(text), **_place(meta))

    @v_args(meta=True, inline=True)
    def figure(
        self, meta: Meta, reference: Reference, _: Token | None, minus: Reference | None, form: Token | None
    ) -> Figure:
        return Figure(reference, minus, Form(form) if form else None, **_place(meta))

    @v_args(meta=True, inline=True)
    def literal(self, meta: Meta, quoted: Token) -> Literal:
        return Literal(quoted[1:-1], **_place(meta))

    @v_args(meta=True, inline=True)
    def nonresponse(self, meta: Meta, _: Token) -> Nonresponse:
        return Nonresponse(**_place(meta))

    @v_args(meta=True)
    def either(self, meta: Meta, parts: list[Filter]) -> Or:
        return Or(tuple(parts), **_place(meta))

    @v_args(meta=True)
    def both(self, meta: Meta, parts: list[Filter]) -> And:
        return And(tuple(parts), **_place(meta))

    @v_args(meta=True, inline=True)
    def negation(self, meta: Meta, part: Filter) -> Not:
        return Not(part, **_place(meta))

    @v_args(meta=True, inline=True)
    def comparing(self, meta: Meta, name: str, op: Token, value: Value) -> Test:
        return Test(name, Op(op), value, **_place(meta))

    @v_args(meta=True, inline=True)
    def belonging(self, meta: Meta, name: str, *values: Value | Range) -> In:
        return In(name, values, **_place(meta))

    @v_args(inline=True)
    def name(self, name: Token, item: Token | None) -> str:
        return f"{name}.{item}" if item else str(name)

    @v_args(meta=True, inline=True)
    def range(self, meta: Meta, bounds: Token) -> Range:
        return Range(*_bounds(bounds), **_place(meta))

    @v_args(meta=True, inline=True)
    def numeric(self, meta: Meta, number: Token) -> Value:
        return Value(str(number), float(number), **_place(meta))

    @v_args(meta=True, inline=True)
    def word(self, meta: Meta, word: Token) -> Value:
        return Value(str(word), **_place(meta))

    @v_args(meta=True, inline=True)
    def quoted(self, meta: Meta, text: Token) -> Value:
        return Value(text[1:-1], quoted=True, **_place(meta))

    @v_args(inline=True)
    def bound(self, op: Token, number: Token) -> Cut:
        value, closed = float(number), Op(op) in (Op.LE, Op.GE)
        below = Op(op) in (Op.LT, Op.LE)
        return Cut(None, False, value, closed) if below else Cut(value, closed, None, False)

    @v_args(inline=True)
    def between(self, bounds: Token) -> Cut:
        low, high = _bounds(bounds)
        return Cut(low, True, high, True)

    @v_args(inline=True)
    def exactly(self, number: Token) -> Cut:
        return Cut(float(number), True, float(number), True)


def _text(token: Token | None) -> str | None:
    return None if token is None else str(token)


def _place(meta: Meta) -> dict[str, Any]:
    return {"start": meta.start_pos, "end": meta.end_pos}


def _bounds(token: Token) -> tuple[float, float]:
    low, high = (bound.strip(" ") for bound in token.split(".."))
    if float(low) > float(high):
        raise _Impossible(token.start_pos or 0, Words.of("grammar.backwards", low=low, high=high))
    return float(low), float(high)


# What is wrong, in words.

_SLIPS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "=<": "<=",
    "=>": ">=",
    "==": "=",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "..",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
}
"""What fingers, keyboards and word processors write instead of the language's own signs."""

_FRENCH_WORDS = {"et": "and", "ou": "or", "non": "not", "pas": "not", "dans": "in", "parmi": "in"}
_BETWEEN = {"à": "..", "to": "..", "−": "..", "–": "..", "—": ".."}
"""What people put between the two bounds of a class."""


def _hostile(text: str) -> tuple[int, Words] | None:
    """What no parser should even try to read, and where."""
    if len(text) > MAX_LENGTH:
        return MAX_LENGTH, Words.of("grammar.long", limit=MAX_LENGTH)
    control = BAD_CHARACTERS.search(text)
    if control:
        return control.start(), Words.of("grammar.control", code=f"U+{ord(control[0]):04X}")
    depth = 0
    for offset, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > MAX_NESTING:
            return offset, Words.of("grammar.deep", limit=MAX_NESTING)
    return None


def _explained(code: str, text: str, error: UnexpectedInput) -> LanguageError:
    offset = _offset(text, error)
    expected = _expected(error)
    for explain in (_brace, _quote, _claim, _typed):
        problem = explain(code, text, offset)
        if problem:
            return LanguageError(code, problem[0], text, problem[1], expected)
    if offset >= len(text.rstrip()):
        return LanguageError(code, offset, text, Words.of("grammar.short", expected=expected), expected)
    found = _found(text, offset)
    return LanguageError(
        code, offset, text, Words.of("grammar.unexpected", found=found, expected=expected), expected
    )


def _offset(text: str, error: UnexpectedInput) -> int:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    offset = cast(int, error.pos_in_stream)
    # Spaces that the lexer took for the beginning of a minus belong to nothing.
    return offset + len(text[offset:]) - len(text[offset:].lstrip(" \t\r\n"))


def _expected(error: UnexpectedInput) -> Words:
    terminals: Iterable[str] = ()
    if isinstance(error, UnexpectedToken):
        terminals = error.accepts or error.expected
    elif isinstance(error, UnexpectedCharacters):
        terminals = error.allowed or ()
    said = {f"grammar.expected.{'END' if name == '$END' else name}" for name in terminals}
    # In the catalogue's order, which is the one a reader expects: names, then signs, then the end.
    return Words(tuple(key for key in texts() if key in said) or ("grammar.expected.END",))


def _found(text: str, offset: int) -> str:
    piece = re.match(r"\w+(?:-\w+)*|.", text[offset:], re.DOTALL)
    return _shown(piece[0] if piece else "")


def _brace(code: str, text: str, offset: int) -> tuple[int, Words] | None:
    """A text's braces: lonely, doubled, empty, or closed too late."""
    if code != "X03":
        return None
    opening = text.rfind("{", 0, offset)
    if text[offset : offset + 1] == "}":
        if text.count("{", 0, offset) == text.count("}", 0, offset):
            return offset, Words.of("grammar.closing")
        if not text[opening + 1 : offset].strip():
            return opening, Words.of("grammar.empty")
    if text[offset : offset + 1] == "{":
        doubled = not text[opening + 1 : offset].strip()
        return (offset, Words.of("grammar.doubled")) if doubled else (opening, Words.of("grammar.opening"))
    if "}" not in text[offset:]:
        return opening, Words.of("grammar.opening")
    return None


def _quote(_: str, text: str, offset: int) -> tuple[int, Words] | None:
    lonely = text[offset : offset + 1] == '"' and '"' not in text[offset + 1 :]
    return (offset, Words.of("grammar.quote")) if lonely else None


def _claim(code: str, text: str, offset: int) -> tuple[int, Words] | None:
    """What a claim cannot say, although a filter can."""
    if code != "X02":
        return None
    if text.startswith(("!=", "≠"), offset):
        return offset, Words.of("grammar.different")
    if re.match(r"(and|or|et|ou)\b", text[offset:]):
        return offset, Words.of("grammar.one_claim")
    return None


def _typed(code: str, text: str, offset: int) -> tuple[int, Words] | None:
    """A sign or a word that is nearly the right one."""
    if text[offset : offset + 1] in ("\u00a0", "\u202f", "\u2007", "\u2009"):
        return offset, Words.of("grammar.no_break")
    slips = _SLIPS | (_BETWEEN if code == "X05" else _FRENCH_WORDS)
    for start, given in _near(text, offset):
        if given in slips:
            return start, Words.of("grammar.write", given=given, right=slips[given])
    return _decimal_comma(text, offset)


def _near(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """The signs that end or start at an offset, and the word that does, each with its own offset."""
    for start, end in ((max(offset - 1, 0), offset + 1), (offset, offset + 2), (offset, offset + 1)):
        yield start, "" if re.search(r"\w", text[start:end]) else text[start:end]
    word = re.match(r"\w*", text[offset:])
    yield offset, word[0] if word else ""


def _decimal_comma(text: str, offset: int) -> tuple[int, Words] | None:
    number = re.search(r"[0-9]+$", text[:offset])
    decimals = re.match(r",[0-9]+", text[offset:])
    if not number or not decimals:
        return None
    given = number[0] + decimals[0]
    return number.start(), Words.of("grammar.write", given=given, right=given.replace(",", "."))


def _shown(text: str) -> str:
    """The text for a message: nothing that could act on a terminal, nothing that fills the screen."""
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return BAD_CHARACTERS.sub("\ufffd", short)
