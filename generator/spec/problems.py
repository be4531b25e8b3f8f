"""What pydantic refuses, as diagnostics at the exact place, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from generator.errors import Diagnostic, Position
from generator.spec.anatomy import keys_of, parts_at
from generator.spec.language import LanguageError
from generator.spec.models import Action, Decision, Finding, Gdpr, Node, Shared, Study, Trial, Verbatim
from generator.spec.models.measuring import AtRisk, Benchmark, External, Source, Sourced, SourcedMoney
from generator.spec.models.protecting import Keep
from generator.spec.models.workshops import CafeTable
from generator.spec.nearest import listed, nearest
from generator.spec.persons import person_in
from generator.spec.reader import Path, Value
from generator.spec.sources import Sources
from generator.words import Words

_MISSING: Mapping[tuple[type[Node], str], str] = {
    (Study, "spec"): "S01.missing",
    (Shared, "spec"): "S01.missing",
    (Study, "objective"): "C04",
    (Study, "gdpr"): "G01.none",
    (Decision, "decider"): "C02.missing",
    (Finding, "decision"): "N03.decision",
    (Finding, "verdict"): "N03.verdict",
    (Action, "owner"): "A01",
    (Action, "due"): "A01",
    (Verbatim, "context"): "L03",
    (Verbatim, "illustrates"): "L03",
    (CafeTable, "host"): "W01.host",
    (Benchmark, "source"): "B04",
    (AtRisk, "rate"): "B04",
    (AtRisk, "value_each"): "B04",
    (External, "source"): "B04",
}
"""The code of a chapter that speaks of one key."""

_ALL_MISSING: Mapping[type[Node], str] = {
    Gdpr: "G01",
    Keep: "G01",
    Trial: "W07",
    Source: "B04",
    Sourced: "B04",
    SourcedMoney: "B04",
}
"""The code of a chapter that speaks of every key of a part."""

_SHAPES = {
    "dict_type": "map",
    "tuple_type": "list",
    "model_type": "map",
    "model_attributes_type": "map",
    "too_long": "pair",
    "too_short": "pair",
}


@dataclass(frozen=True, slots=True)
class _Refusal:
    """One of pydantic's errors, at a path that exists in the files."""

    kind: str
    path: Path
    """Without the key that is missing, and without pydantic's own steps."""
    union: Path | None
    """Where pydantic tried several readings of a value, if it did."""
    missing: str | None
    of_key: bool
    given: object
    context: Mapping[str, Any]


def problems(
    error: ValidationError, model: type[Node], sources: Sources, shared: Sources | None = None
) -> Iterator[Diagnostic]:
    """Each thing that is wrong with a tree that should be a ``model``, once.

    ``shared`` is the client's shared file, which a study must not redefine and whose own problems are
    not the study's.
    """
    told = (details for details in error.errors(include_url=False) if details["loc"][:1] != ("shared",))
    refusals = [_refusal(details, sources.tree) for details in told]
    teller = _Teller(model, sources, shared)
    for refusal in _one_reading(refusals):
        if not _is_misspelled(refusal, refusals):
            yield teller.told(refusal)


def _is_misspelled(refusal: _Refusal, refusals: list[_Refusal]) -> bool:
    """Whether a missing key stands beside itself, under a name that is told as unknown."""
    if refusal.missing is None:
        return False
    beside = [r.path for r in refusals if r.kind == "extra_forbidden" and r.path[:-1] == refusal.path]
    return any(nearest(str(path[-1]), [refusal.missing]) for path in beside)


def _refusal(details: Any, tree: Mapping[str, Value]) -> _Refusal:
    steps = tuple(details["loc"])
    of_key = steps[-1:] == ("[key]",)
    is_missing = details["type"] == "missing"
    path, union = _walk(tree, steps[:-1] if of_key or is_missing else steps)
    missing = str(steps[-1]) if is_missing else None
    return _Refusal(details["type"], path, union, missing, of_key, details["input"], details.get("ctx", {}))


def _walk(tree: Mapping[str, Value], steps: tuple[str | int, ...]) -> tuple[Path, Path | None]:
    """The part of pydantic's steps that are the author's, and where the others began."""
    node: Any = tree
    path: Path = ()
    union: Path | None = None
    for step in steps:
        if _holds(node, step):
            node, path = node[step], (*path, step)
        elif union is None:
            union = path
    return path, union


def _holds(node: Any, step: str | int) -> bool:
    if isinstance(node, Mapping):
        return step in node
    is_list = isinstance(node, Sequence) and not isinstance(node, str)
    return is_list and isinstance(step, int) and step < len(node)


def _one_reading(refusals: list[_Refusal]) -> Iterator[_Refusal]:
    """Of a union, pydantic tells what is wrong with each side; the author meant one of them."""
    yield from (refusal for refusal in refusals if refusal.union is None)
    unions = dict.fromkeys(refusal.union for refusal in refusals if refusal.union is not None)
    for union in unions:
        yield from _meant(union, [refusal for refusal in refusals if refusal.union == union])


def _meant(union: Path, rivals: list[_Refusal]) -> list[_Refusal]:
    """What is wrong inside the value, if anything was understood of it; else what could stand there."""
    inside = [r for r in rivals if r.path != union or r.missing is not None or r.kind == "extra_forbidden"]
    whole = [r for r in rivals if r not in inside]
    if inside and not isinstance(whole[0].given if whole else None, str):
        return inside
    words = [r for r in whole if r.kind == "literal_error"]
    if words and any(r.kind == "S11" for r in whole):
        return [replace(words[0], kind="word_or_number")]
    said = [r for r in whole if r.kind not in _SHAPES]
    return (said or rivals)[:1]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts a refusal into words and in its place."""

    model: type[Node]
    sources: Sources
    shared: Sources | None

    def told(self, refusal: _Refusal) -> Diagnostic:
        match refusal.kind:
            case "missing":
                return self._missing(refusal)
            case "extra_forbidden":
                return self._unknown(refusal)
            case "literal_error" | "enum" | "word_or_number":
                return self._word(refusal)
            case "language":
                return self._language(refusal)
            case "Y05" | "Y07" | "Y07.impossible":
                return self._at(refusal.kind, refusal, text=refusal.context["text"])
            case "S11":
                return self._scalar(refusal, str(refusal.context["kind"]))
            case kind if kind in _SHAPES:
                return self._scalar(refusal, _SHAPES[kind])
            case kind:
                raise NotImplementedError(f"no words for pydantic's {kind} at {refusal.path}")

    def _at(self, code: str, refusal: _Refusal, **values: object) -> Diagnostic:
        place = self.sources.locate_key if refusal.of_key else self.sources.locate
        return self._diagnostic(code, place(refusal.path), values)

    def _diagnostic(self, code: str, place: Position, values: Mapping[str, object]) -> Diagnostic:
        return Diagnostic(code, place, values, self.sources.excerpt(place))

    def _missing(self, refusal: _Refusal) -> Diagnostic:
        key = refusal.missing or ""
        if key.isdigit():
            return self._scalar(refusal, "pair")
        parts = parts_at(self.model, refusal.path)
        codes = [_MISSING.get((part, key)) or _ALL_MISSING.get(part) for part in parts]
        code = next((code for code in codes if code), "S10")
        place = self.sources.locate_key(refusal.path) if refusal.path else self.sources.locate(())
        return self._diagnostic(code, place, {"key": key, "name": _name(refusal.path)})

    def _unknown(self, refusal: _Refusal) -> Diagnostic:
        key, place = str(refusal.path[-1]), self.sources.locate_key(refusal.path)
        if self.shared and len(refusal.path) == 1 and key in keys_of(Shared):
            line = self.shared.locate_key((key,)).line
            values = {"key": key, "file": self.shared.main.file, "line": line}
            return self._diagnostic("S05", place, values)
        known = [name for part in parts_at(self.model, refusal.path[:-1]) for name in keys_of(part)]
        where = ".".join(str(step) for step in refusal.path[:-1]) or place.file
        close = nearest(key, known)
        values = {"key": key, "where": where, "known": listed(known), "nearest": close}
        return self._diagnostic("Y02.suggest" if close else "Y02", place, values)

    def _word(self, refusal: _Refusal) -> Diagnostic:
        known = re.findall(r"'([^']*)'", str(refusal.context["expected"]))
        given = _shown(refusal.given)
        close = nearest(given, known)
        code = "S12.nearest" if close else "S12"
        if refusal.kind == "word_or_number":
            code = "S12.or_number"
        return self._at(code, refusal, given=given, nearest=close, known=listed(known))

    def _language(self, refusal: _Refusal) -> Diagnostic:
        error = refusal.context["error"]
        if not isinstance(error, LanguageError):
            raise TypeError(f"not an error of the study's languages: {error!r}")
        place = self.sources.locate(refusal.path, error.offset)
        return self._diagnostic(error.code, place, error.values)

    def _scalar(self, refusal: _Refusal, kind: str) -> Diagnostic:
        given = refusal.given
        found = person_in(given) if isinstance(given, str) else None
        if found is not None:
            # The line would show the name that must not be there: no excerpt.
            return Diagnostic(found[0].code, self.sources.locate(refusal.path))
        if kind == "role" and isinstance(given, str) and given:
            # Perhaps a name all the same, whichever way it is written: no excerpt either.
            return Diagnostic("S11.role", self.sources.locate(refusal.path))
        code = "S11" if isinstance(given, str) else "S11.nested"
        if given == "":
            code = "S11.empty"
        return self._at(code, refusal, kind=Words.of(f"codes.S11.kinds.{kind}"), given=_shown(given))


def _shown(given: object) -> str:
    """A value for a message: whole, unless it would fill the screen."""
    text = str(given) if isinstance(given, str) else "…"
    return text if len(text) <= 60 else f"{text[:59]}…"


def _name(path: Path) -> str:
    """What the message calls the part at fault: its id, or the key it stands under."""
    return str(path[-1]) if path else ""


def respelled(error: ValidationError, model: type[Node], tree: Mapping[str, Value]) -> dict[str, Any]:
    """The tree as its author meant it: unknown keys under the nearest known name, or left out.

    So that a misspelled key does not hide what else is wrong: the rules can then read the study. What
    this guesses is never published, since the key itself is an error.
    """
    told = (details for details in error.errors(include_url=False) if details["type"] == "extra_forbidden")
    meant: Any = dict(tree)
    for refusal in (_refusal(details, tree) for details in told):
        *inside, key = refusal.path
        known = [name for part in parts_at(model, tuple(inside)) for name in keys_of(part)]
        meant = _renamed(meant, tuple(inside), str(key), nearest(str(key), known))
    return dict(meant)


def _renamed(node: Any, inside: Path, key: str, name: str | None) -> Any:
    if inside and isinstance(node, Mapping):
        return {**node, inside[0]: _renamed(node[inside[0]], inside[1:], key, name)}
    if inside:
        return [
            _renamed(child, inside[1:], key, name) if i == inside[0] else child
            for i, child in enumerate(node)
        ]
    kept = {other: value for other, value in node.items() if other != key}
    return kept if name is None or name in kept else {**kept, name: node[key]}
