"""What a YAML parser's refusal means to the person who wrote the file.

pyyaml stops at the first thing it cannot read and names it in a parser's words. Here its words and
the text around become one of our codes, and where the intent is plain, a change of one character
that lets the reading go on, so that one run tells everything.
"""

import re
from dataclasses import dataclass

import yaml

from generator.spec.text import Fault

_LONE_KEY = re.compile(r" *(?:- +)*[\w.-]+")
_CLOSED = re.compile("[\"'}\\]] *$")
_BEYOND_UNICODE = re.compile(r"\\U(?!0000|0001|0010)[0-9A-Fa-f]{8}|\\U001[1-9A-Fa-f][0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The fault, and the index of the character to put ``instead`` of, so that the reading can go on."""

    fault: Fault
    repair: int | None = None
    instead: str = "x"


@dataclass(frozen=True, slots=True)
class _Failure:
    """What pyyaml said, and where: ``index`` is the refusal, ``opening`` the start of what it was reading."""

    text: str
    problem: str
    context: str
    index: int
    opening: int

    @property
    def character(self) -> str:
        return self.text[self.index : self.index + 1]

    @property
    def before(self) -> str:
        """The line up to the refusal."""
        return self.text[: self.index].rpartition("\n")[2]


def explain(error: yaml.YAMLError | ValueError, text: str) -> Explanation:
    """The parser's ``error`` about ``text``, in our words."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        escape = _BEYOND_UNICODE.search(text)
        return Explanation(Fault("Y00.escape", escape.start()) if escape else Fault("Y00", 0))
    index = error.problem_mark.index
    opening = error.context_mark.index if error.context_mark else index
    failure = _Failure(text, str(error.problem), str(error.context or ""), index, opening)
    for reading in (_character, _colon, _scalar, _mark, _bracket, _block):
        explanation = reading(failure)
        if explanation:
            return explanation
    return Explanation(Fault("Y00", index))


def _character(failure: _Failure) -> Explanation | None:
    """A character that may not stand where it stands."""
    character, index = failure.character, failure.index
    start = Fault("Y00.start", index, {"character": character})
    if "cannot start any token" in failure.problem:
        tab = Explanation(Fault("Y04.tab", index), repair=index, instead=" ")
        return tab if character == "\t" else Explanation(start, repair=index)
    if character == "?" and "expected <block end>" not in failure.problem:
        return Explanation(Fault("Y03.question", index), repair=index)
    if failure.problem.startswith("expected the node content") and character.strip():
        return Explanation(start)
    return None


def _colon(failure: _Failure) -> Explanation | None:
    """A colon inside a sentence, or one that a wrong indentation or an open bracket put there."""
    if "could not find expected ':'" in failure.problem:
        word = failure.text[failure.opening :].split("\n", 1)[0].strip()
        fault = Fault("Y00.no_colon", failure.opening, {"text": word[:60]})
        return Explanation(fault, repair=failure.opening, instead="#")
    in_block = failure.problem.startswith("mapping values are not allowed")
    if not in_block and not (failure.problem.endswith("but got ':'") and "flow" in failure.context):
        return None
    spaced = failure.before[-1:] in (" ", "\u00a0", "\u202f")
    if _LONE_KEY.fullmatch(failure.before) and not spaced:
        return Explanation(Fault("Y00.indent", failure.index)) if in_block else None
    code = "Y03.colon" if spaced else "Y03.unspaced"
    return Explanation(Fault(code, failure.index), repair=failure.index)


def _scalar(failure: _Failure) -> Explanation | None:
    """Quotes that do not close, an escape that does not exist, a block with a wrong header."""
    if "quoted scalar" in failure.context and "found unexpected" in failure.problem:
        return Explanation(Fault("Y00.quote", failure.opening))
    if "double-quoted scalar" in failure.context:
        return Explanation(Fault("Y00.escape", failure.index))
    if "block scalar" in failure.context:
        return Explanation(Fault("Y00.block", failure.opening))
    return None


def _mark(failure: _Failure) -> Explanation | None:
    """``*``, ``&`` or ``!`` at the start of a sentence."""
    sign = {"text": failure.text[failure.opening : failure.opening + 1]}
    if "tag" in failure.context or "tag handle" in failure.problem:
        return Explanation(Fault("Y06.tag", failure.opening, sign), repair=failure.opening)
    if "anchor" in failure.context or "alias" in failure.context:
        return Explanation(Fault("Y06.mark", failure.opening, sign), repair=failure.opening)
    return None


def _bracket(failure: _Failure) -> Explanation | None:
    """A brace or a bracket that never closes, closes alone, or closes before the end of its sentence."""
    if "flow" in failure.context and failure.problem.endswith("but found '<stream end>'"):
        return Explanation(Fault("Y00.end", len(failure.text.rstrip())))
    if "flow" in failure.context and "expected ',' or" in failure.problem:
        return Explanation(_open_bracket(failure))
    if not failure.problem.startswith("expected <block end>"):
        return None
    if failure.character in ("}", "]"):
        fault = Fault("Y00.closing", failure.index, {"character": failure.character})
        return Explanation(fault, repair=failure.index, instead="#")
    if "<scalar>" in failure.problem and _CLOSED.search(failure.before):
        fault = Fault("Y00.after", failure.index, {"character": failure.before.rstrip()[-1]})
        return Explanation(fault, repair=failure.index, instead="#")
    return None


def _open_bracket(failure: _Failure) -> Fault:
    line = failure.text.count("\n", 0, failure.opening) + 1
    place = failure.index if failure.character.strip() else failure.opening
    return Fault("Y00.bracket", place, {"opening": failure.text[failure.opening], "line": line})


def _block(failure: _Failure) -> Explanation | None:
    """Lines that are not aligned, a list on the line of its key, a second document."""
    if failure.problem.startswith(("expected <block end>", "mapping keys are not allowed")):
        return Explanation(Fault("Y00.indent", failure.index))
    if failure.problem.startswith("sequence entries are not allowed"):
        return Explanation(Fault("Y00.dash", failure.index), repair=failure.index)
    if "<document start>" in failure.problem:
        return Explanation(Fault("Y00.documents", failure.index))
    return None
