"""The columns of a file held against those the spec declares: nothing undeclared enters."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.data.source import Source
from generator.data.wanted import Want, Wanted
from generator.errors import Diagnostic, Position
from generator.spec.nearest import nearest


@dataclass(frozen=True, slots=True)
class Matched:
    """Where each wanted column stands in the file (0-based), and what is wrong with its header."""

    places: Mapping[str, int]
    """By the file's name of the column; an absent one is not here."""
    problems: tuple[Diagnostic, ...]


def match(source: Source, wanted: Wanted, ignore: Sequence[str]) -> Matched:
    """Find the wanted columns; refuse the undeclared, the absent and the repeated (D01, D09, D25).

    An ignored column is as good as not there: it is never read and its name never said. What the spec
    declares is not ignored by a pattern that happens to cover it, only by its whole name. Where the first
    line is no header of this study, nothing of it is said: it may be somebody's answers.
    """
    columns = dict.fromkeys(want.column for want in wanted.all)
    exact, ignored = frozenset(entry.strip() for entry in ignore), _pattern(ignore)
    seen = {
        place: name
        for place, name in enumerate(source.columns)
        if not (name in exact if name in columns else ignored.fullmatch(name))
    }
    places = {name: place for place, name in reversed(seen.items()) if name in columns}
    if 2 * len(columns.keys() & frozenset(source.columns)) < len(columns):
        return Matched(places, (Diagnostic("D01.headless", Position(source.name, 1, 1)),))
    problems = (
        *_undeclared(source, seen, columns.keys() | wanted.unread),
        *_repeated(source, seen, columns),
        *absent(source.name, seen.values(), wanted, exact),
    )
    return Matched(places, problems)


def _pattern(ignore: Sequence[str]) -> re.Pattern[str]:
    """``*`` stands for any characters; nothing else is special."""
    alternatives = [".*".join(re.escape(part) for part in entry.strip().split("*")) for entry in ignore]
    return re.compile("|".join(alternatives) or r"(?!)", re.DOTALL)


def _undeclared(
    source: Source, seen: Mapping[int, str], declared: frozenset[str] | set[str]
) -> Iterator[Diagnostic]:
    place = Position(source.name, 1, 1)
    unknown = {number: name for number, name in seen.items() if name not in declared}
    names = dict.fromkeys(name for name in unknown.values() if _is_name(name))
    if names:
        yield Diagnostic("D01" if len(names) == 1 else "D01.several", place, {"columns": ", ".join(names)})
    for number, name in unknown.items():
        if not _is_name(name):
            yield Diagnostic("D01.odd" if name else "D01.unnamed", place, {"number": number + 1})


def _is_name(name: str) -> bool:
    """Whether a header reads as a name, not as answers: a quotation mark left open takes in whole rows."""
    is_short = 0 < len(name) <= _LONGEST and len(name.splitlines()) == 1
    return is_short and any(character.isalpha() for character in name)


_LONGEST = 120


def _repeated(source: Source, seen: Mapping[int, str], wanted: Mapping[str, None]) -> Iterator[Diagnostic]:
    counts = Counter(seen.values())
    for name in wanted:
        if counts[name] > 1:
            yield Diagnostic("D25", Position(source.name, 1, 1), {"column": name})


def absent(
    name: str, columns: Iterable[str], wanted: Wanted, ignored: frozenset[str] = frozenset()
) -> Iterator[Diagnostic]:
    """D09 for each wanted column that a file or a table does not have."""
    present = frozenset(columns)
    spare = frozenset(filter(_is_name, present)) - {want.column for want in wanted.all}
    for want in wanted.all:
        if want.column not in present:
            yield _absence(name, want, spare, ignored)


def _absence(name: str, want: Want, spare: frozenset[str], ignored: frozenset[str]) -> Diagnostic:
    values = {"column": want.column, "id": want.id, "file": name}
    if want.column in ignored:
        return Diagnostic("D09.ignored", want.stated, values)
    close = nearest(want.column, sorted(spare))
    if close is not None:
        return Diagnostic("D09.nearest", want.stated, {**values, "nearest": close})
    return Diagnostic("D09", want.stated, values)
