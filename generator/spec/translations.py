"""Texts given once per language: where they stand, what is missing of them, and the tree of one language.

What a key expects decides: ``{fr: Français, en: Anglais}`` under ``options`` is two codes with their
labels, under ``title`` it is one title in two languages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin

from generator.errors import Diagnostic, Position
from generator.spec.anatomy import fields_of, key_of
from generator.spec.language import BoundText, Figure, Nonresponse
from generator.spec.models import Study
from generator.spec.models.base import Node, Short
from generator.spec.nearest import listed
from generator.spec.reader import Path, Value
from generator.spec.rules.texts import bound_texts
from generator.spec.scalars import ForReaders
from generator.spec.sources import Sources
from generator.words import Lang

_SPOKEN = frozenset(lang.value for lang in Lang)
_WORDS = re.compile(r"\S\s+(?:.*[\s'’])?[^\W\d_A-ZÀ-Þ][^\W\d_]{3}")
"""More than a name: a word of some length after the first, without a capital."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What may stand somewhere in a spec, as far as languages go."""

    is_read: bool
    """Whether a text for readers may."""
    keys: Mapping[str, "_Place"] = field(default_factory=lambda: MappingProxyType({}))
    """What stands under each key of a part."""
    each: "_Place | None" = None
    """What stands under each id of a map, or in each line of a list."""

    def under(self, step: str | int) -> "_Place | None":
        return self.keys.get(str(step), self.each)

    def holds_languages(self, node: Mapping[str, Value]) -> bool:
        """Whether a map found here is one text in several languages."""
        return self.is_read and any(key in _SPOKEN and key not in self.keys for key in node)


@cache
def _part(model: type[Node]) -> _Place:
    fields = fields_of(model).items()
    return _Place(False, {key_of(name, f): _place(f.annotation, tuple(f.metadata)) for name, f in fields})


def _place(annotation: Any, said: tuple[object, ...] = ()) -> _Place:
    if hasattr(annotation, "__metadata__"):
        return _place(get_args(annotation)[0], (*said, *annotation.__metadata__))
    is_read = any(isinstance(mark, ForReaders | Short) for mark in said)
    if get_origin(annotation) in (Union, UnionType):
        sides = [_place(side) for side in get_args(annotation)]
        keys = {key: inner for side in sides for key, inner in side.keys.items()}
        each = next((side.each for side in sides if side.each), None)
        return _Place(is_read or any(side.is_read for side in sides), keys, each)
    if get_origin(annotation) is dict:
        return _Place(is_read, each=_place(get_args(annotation)[1]))
    if get_origin(annotation) is tuple:
        return _Place(is_read, each=_place(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return _Place(is_read, _part(annotation).keys)
    return _Place(is_read)


@dataclass(frozen=True, slots=True)
class Wordings:
    """The texts of one spec that its author gave per language, by path."""

    given: Mapping[Path, tuple[str, ...]]
    """The languages of each, as written."""

    def in_(self, sources: Sources, lang: Lang, own: Lang) -> Sources:
        """The same files as one language reads them; a text it lacks is read in another."""
        chosen = {
            path: next(one for one in (lang.value, own.value, *langs) if one in langs)
            for path, langs in self.given.items()
        }
        return sources.choosing(chosen)


def wordings(sources: Sources, model: type[Node]) -> Wordings:
    """What stands once per language in the files of a ``model``."""
    if not sources.names_any(_SPOKEN):
        return Wordings(MappingProxyType({}))
    return Wordings({path: langs for path, langs in _given(sources.tree, _part(model), ()) if langs})


def _given(node: Value, place: _Place, path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each text for readers, and the languages it is given in: none for one that stands alone."""
    if isinstance(node, str):
        if place.is_read:
            yield path, ()
        return
    if isinstance(node, Mapping) and place.holds_languages(node):
        yield path, tuple(node)
        return
    for step, inner in node.items() if isinstance(node, Mapping) else enumerate(node):
        below = place.under(step)
        if below is not None:
            yield from _given(inner, below, (*path, step))


def untranslated(found: Wordings, sources: Sources, spoken: Sequence[Lang]) -> Iterator[Diagnostic]:
    """T01, a text lacks a language that is spoken; T02, it has one that is not."""
    for path, langs in found.given.items():
        for lang in spoken:
            if lang.value not in langs:
                place = sources.locate_key(path)
                values = {"lang": lang.value, "given": listed(langs)}
                yield Diagnostic("T01", place, values, sources.excerpt(place))
        for name in langs:
            if name not in spoken:
                place = sources.locate_key((*path, name))
                values = {"lang": name, "spoken": listed(list(spoken))}
                yield Diagnostic("T02", place, values, sources.excerpt(place))


def said_once(sources: Sources, model: type[Node], spoken: Sequence[Lang]) -> Iterator[Diagnostic]:
    """T05: a proper name may be the same in every language; words are not."""
    if len(spoken) < 2:
        return
    for path, langs in _given(sources.tree, _part(model), ()):
        if not langs and _WORDS.search(_text_at(sources.tree, path)):
            place = sources.locate(path)
            yield Diagnostic("T05", place, {"langs": listed(spoken)}, sources.excerpt(place))


def _text_at(tree: Value, path: Path) -> str:
    node: Any = tree
    for step in path:
        node = node[step]
    return str(node)


def unlike(study: Study, translation: Study) -> Iterator[Diagnostic]:
    """T03: a bound text that prints other figures in a translation than in its own language."""
    own = {said.path: said.text for said in bound_texts(study)}
    for said in bound_texts(translation):
        missing, added = (
            sorted(_figures(one) - _figures(other))
            for one, other in ((own[said.path], said.text), (said.text, own[said.path]))
        )
        if missing or added:
            place = translation.where(*said.path)
            named = listed([*missing, *added])
            values = {"lang": translation.language.value, "own": study.language.value, "figures": named}
            yield Diagnostic("T03", place, values, translation.excerpt(place))


def _figures(text: BoundText) -> frozenset[str]:
    """What a text prints, whatever the order and the form."""
    figures = (part for part in text.parts if isinstance(part, Figure))
    shown = {f"{one.reference} - {one.minus}" if one.minus else str(one.reference) for one in figures}
    rates = {"nonresponse" for part in text.parts if isinstance(part, Nonresponse)}
    return frozenset(shown | rates)


def further(
    told: Iterable[Diagnostic], again: Iterable[Diagnostic], beside: Mapping[Position, Position]
) -> Iterator[Diagnostic]:
    """What a second language adds to what was told of the first.

    The rules read a study in each of its languages: what is wrong with its structure is found each time.
    ``beside`` says where a text of the second language stands in the first.
    """
    known = list(told)
    places = {(problem.code, problem.position) for problem in known}
    said = [(problem.code, problem.position, problem.values) for problem in known]
    for problem in again:
        place = beside.get(problem.position, problem.position) if problem.position else None
        is_same = (problem.code, place, problem.values) in said
        # Words given only once are told as such: another language would find fault with all of them.
        is_once = ("T05", problem.position) in places
        if not is_same and not is_once and (problem.code, problem.position) not in places:
            yield problem


def languages_in(tree: Mapping[str, Value], own: Lang) -> tuple[Lang, ...]:
    """The languages that a file says it speaks, those that are known; ``own`` when it says nothing."""
    said = tree.get("lang", ())
    named = [said] if isinstance(said, str) else said
    known = (Lang(name) for name in named if isinstance(name, str) and name in _SPOKEN)
    return tuple(dict.fromkeys(known)) or (own,)
